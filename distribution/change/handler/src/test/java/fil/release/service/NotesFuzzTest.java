package fil.release.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.Fuzz;
import fil.release.JsonText;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.handler.ChangeRecord;
import fil.release.records.History;
import fil.release.trust.Acceptance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written down of releases and their changes is read again, or said to be unreadable, whatever is in it. */
class NotesFuzzTest {
    private static final String STATUS = "# x\npermanent=1986.a\ncurrent=1986.b\nold=1985,1986.c\nchange=1986.d\n";
    private static final String CHANGE = JsonText.of(Map.of(
            "from", "1986.a", "to", "1986.b", "outcome", "done", "tookMs", 5, "steps", List.of(Map.of("step", "x"))));

    /** Thousands of warnings are expected here; held, because a logger that nobody holds forgets its level. */
    private static final Logger QUIET = Logger.getLogger(History.class.getName());

    @TempDir
    private Path folder;

    private Path releases;

    @BeforeAll
    static void quietly() {
        QUIET.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        QUIET.setLevel(null);
    }

    @BeforeEach
    void aChangeThatWasMade() throws IOException {
        releases = Files.createDirectories(folder.resolve("releases"));
        History history = new History(releases);
        history.note(
                history.place(Instant.EPOCH),
                ChangeRecord.of(Map.of("from", "1986.a", "to", "1986.b", "outcome", "done"))
                        .orElseThrow());
    }

    @Test
    void whichReleaseIsWhich() throws IOException {
        Random random = new Random(Fuzz.seed());
        for (int round = 0; round < Fuzz.rounds(300); round++) {
            Files.write(
                    releases.resolve("status.properties"),
                    Fuzz.changed(STATUS.getBytes(StandardCharsets.UTF_8), random));
            try {
                assertNotNull(new ReleaseStore(folder).status().permanent());
            } catch (ReleaseException unreadable) {
                assertTrue(unreadable.getMessage().length() < 2_000, unreadable::getMessage);
            }
        }
    }

    @Test
    void aDamagedChangeHidesNoOther() throws IOException {
        Random random = new Random(Fuzz.seed());
        for (int round = 0; round < Fuzz.rounds(300); round++) {
            assertOthersAreRead(Fuzz.changed(CHANGE.getBytes(StandardCharsets.UTF_8), random));
        }
    }

    /** Found by hand or by seeds. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"tookMs\":1e999999999}", "{\"tookMs\":null}", "{\"a\":\"\\ud800\"}"})
    void aChangeThatIsNone(String text) throws IOException {
        assertOthersAreRead(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aChangeNestedWithoutEnd() throws IOException {
        assertOthersAreRead("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whyAReleaseWasBelieved() {
        Random random = new Random(Fuzz.seed());
        byte[] good = new Acceptance(
                        "signed by x", "0".repeat(128), List.of("1".repeat(64)), 7, "2".repeat(64), List.of())
                .text()
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < Fuzz.rounds(300); round++) {
            Acceptance read = Acceptance.parse(new String(Fuzz.changed(good, random), StandardCharsets.UTF_8));
            assertTrue(read.sha512().matches("[0-9a-f]{128}|"), read::toString);
        }
    }

    private void assertOthersAreRead(byte[] damaged) throws IOException {
        // older than the one that is whole
        Files.write(Files.createDirectories(releases.resolve("history")).resolve("00000000-000000-000.json"), damaged);
        assertTimeoutPreemptively(
                Duration.ofSeconds(120),
                () -> assertEquals(
                        "1986.a", new History(releases).changes().get(0).from()));
    }
}
