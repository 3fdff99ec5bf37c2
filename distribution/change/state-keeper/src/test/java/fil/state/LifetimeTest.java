package fil.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {
    /** Of an end that is not known to the millisecond. */
    private static final Duration AT_MOST = Duration.ofMillis(250);

    @TempDir
    Path temp;

    private Path file;
    private long nanos = -77;

    @BeforeEach
    void file() {
        file = temp.resolve("state/.heart");
    }

    private Lifetime run(String run) throws IOException {
        return Lifetime.goingOn(file, run, () -> nanos);
    }

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private static KeptState kept(String run, Lifetime lifetime) {
        return KeptState.now("1.0.0", run, lifetime.now(), Map.of());
    }

    @Test
    void withinARunItIsTheTimeSince() throws IOException {
        Lifetime one = run("one");
        pass(5);
        KeptState state = kept("one", one);
        pass(3);
        assertEquals(Duration.ofSeconds(3), one.since(state));
    }

    @Test
    void standsStillWhileNoProcessIsThere() throws IOException {
        Lifetime one = run("one");
        pass(5);
        KeptState state = kept("one", one);
        pass(3);
        one.beat();
        pass(3_600);
        Lifetime two = run("two");
        pass(10);
        assertEquals(AT_MOST.plusSeconds(3), two.since(state));
    }

    @Test
    void aRunThatKeptNothingCountsToo() throws IOException {
        Lifetime one = run("one");
        KeptState state = kept("one", one);
        pass(3);
        one.beat();
        Lifetime two = run("two");
        pass(20);
        two.beat();
        pass(3_600);
        assertEquals(AT_MOST.plusSeconds(23), run("three").since(state));
    }

    @Test
    void goesOnFromOneProcessToAnotherOfTheSameRun() throws IOException {
        Lifetime leaving = run("one");
        pass(5);
        KeptState state = kept("one", leaving);
        leaving.beat();
        pass(2);
        Lifetime taking = run("one");
        pass(2);
        assertEquals(Duration.ofSeconds(4), taking.since(state));
        assertEquals(leaving.now(), taking.now());
    }

    /** As after the machine lost its power: the state was forced to the disk, the beat was not. */
    @Test
    void aStateThatIsNewerThanTheLastBeatWasKeptAtItsEnd() throws IOException {
        Lifetime one = run("one");
        one.beat();
        pass(60);
        assertEquals(AT_MOST, run("two").since(kept("one", one)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"run\":\"one\",\"lived\":\"long\",\"nanos\":1}"})
    void aDamagedBeatIsNamedAndNotGuessedAt(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        IOException failure = assertThrows(IOException.class, () -> run("two"));
        assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    }

    @Test
    void aBeatTakesTheRoomOfTheOneBefore() throws IOException {
        Lifetime one = run("one");
        one.beat();
        long length = Files.size(file);
        pass(1_000_000);
        one.beat();
        assertEquals(length, Files.size(file));
    }
}
