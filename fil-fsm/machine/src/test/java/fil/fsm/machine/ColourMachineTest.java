package fil.fsm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.colour.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourMachineTest {
    private static final Palette A = () -> List.of("olive", "green", "lime");
    private static final Palette B = () -> List.of("olive", "green", "red");
    private static final Duration CYCLE = Duration.ofSeconds(4);

    private final HandTurnedTimer timer = new HandTurnedTimer();
    private final RememberedState state = new RememberedState(timer);
    private final List<Reading> seen = new ArrayList<>();
    private final List<Throwable> givenUp = new ArrayList<>();

    private SupervisedColours start(Palette palette) {
        SupervisedColours colours = new SupervisedColours(palette, CYCLE, state, givenUp::add, timer);
        colours.source().subscribe(seen::add);
        return colours;
    }

    private Reading last() {
        return seen.get(seen.size() - 1);
    }

    private Duration left() {
        return Duration.between(timer.now(), last().until());
    }

    private List<String> colours() {
        return seen.stream().map(Reading::colour).toList();
    }

    @Test
    void startsInOliveAndMovesOnEveryCycle() {
        start(A);
        timer.pass(CYCLE.multipliedBy(4));
        assertEquals(List.of("olive", "green", "lime", "olive", "green"), colours());
        assertEquals(CYCLE, left());
    }

    @ParameterizedTest
    @CsvSource({"0,olive,olive", "1,green,green", "2,lime,red"})
    void keepsColourAndTimeLeftOnTheWayUpAndDown(int moves, String inA, String inB) {
        SupervisedColours a = start(A);
        timer.pass(CYCLE.multipliedBy(moves).plusMillis(1_500));
        assertEquals(inA, last().colour());
        a.close();
        timer.pass(Duration.ofMillis(30));
        SupervisedColours b = start(B);
        assertEquals(inB, last().colour());
        assertEquals(Duration.ofMillis(2_470), left());
        b.close();
        start(A);
        assertEquals(inA, last().colour());
        assertEquals(Duration.ofMillis(2_470), left());
    }

    @Test
    void makesUpForMovesThatFellDueWhileItWasReplaced() {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(3));
        a.close();
        timer.pass(Duration.ofSeconds(14));
        start(B);
        assertEquals("green", last().colour());
        assertEquals(Duration.ofSeconds(3), left());
    }

    @Test
    void itsCourseSaysWhereItWouldBeHadItNotBeenReplaced() {
        start(A);
        Instant start = timer.now();
        Reading first = last();
        for (int second = 0; second < 40; second++) {
            timer.pass(Duration.ofSeconds(1));
            Reading foretold = first.at(timer.now());
            assertEquals(last().colour(), foretold.colour(), "after " + Duration.between(start, timer.now()));
            assertEquals(last().until(), foretold.until());
        }
    }

    @Test
    void goesOnWithTheColourThatWasThereWhenTheProcessWasDeadForLong() {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(5));
        a.close();
        state.killed();
        timer.pass(Duration.ofHours(1));
        start(A);
        assertEquals("green", last().colour());
        assertEquals(CYCLE, left());
    }

    @Test
    void keepsTheTimeLeftWhenTheProcessComesBackInTime() {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(5));
        a.close();
        state.killed();
        timer.pass(Duration.ofSeconds(1));
        start(A);
        assertEquals("green", last().colour());
        assertEquals(Duration.ofSeconds(2), left());
    }

    /** Clients may have seen them: what is shown goes on along its course. */
    @ParameterizedTest
    @CsvSource({"1, 2", "3600, 4"})
    void makesUpForMovesThatFellDueBeforeTheProcessWasKilled(int deadSeconds, int leftSeconds) {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(5));
        a.close();
        timer.pass(Duration.ofSeconds(4));
        state.killed();
        timer.pass(Duration.ofSeconds(deadSeconds));
        start(B);
        assertEquals("red", last().colour());
        assertEquals(Duration.ofSeconds(leftSeconds), left());
    }

    @Test
    void goesOnWithAColourThatWasShownAndNotKeptYet() {
        SupervisedColours a = start(A);
        state.breakDown(true);
        timer.pass(CYCLE.plusMillis(100));
        assertEquals("green", last().colour());
        a.close();
        state.killed();
        state.breakDown(false);
        timer.pass(Duration.ofSeconds(1));
        start(A);
        assertEquals("green", last().colour());
        assertEquals(Duration.ofMillis(2_900), left());
    }

    @Test
    void noReaderWaitsForTheDisk() {
        List<String> done = new ArrayList<>();
        state.watch(() -> done.add("kept"));
        SupervisedColours a = start(A);
        a.source().subscribe(reading -> done.add(reading.colour()));
        timer.pass(CYCLE);
        assertEquals(List.of("kept", "olive", "green", "kept"), done);
    }

    @Test
    void aMoveThatFailsIsTrappedAndTheNextOneIsMade() {
        start(A);
        state.breakDown(true);
        timer.pass(CYCLE);
        state.breakDown(false);
        timer.pass(CYCLE);
        assertEquals(List.of("olive", "green", "lime"), colours());
        assertEquals("lime", state.received("colour").orElseThrow().text("colour"));
    }

    @Test
    void aReaderThatFailsDisturbsNeitherTheMachineNorTheOthers() {
        SupervisedColours a = new SupervisedColours(A, CYCLE, state, givenUp::add, timer);
        a.source().subscribe(reading -> {
            throw new IllegalStateException("broken reader");
        });
        a.source().subscribe(reading -> {
            throw new NoClassDefFoundError("a reader that is being replaced");
        });
        a.source().subscribe(seen::add);
        timer.pass(CYCLE);
        assertEquals(List.of("olive", "green"), colours());
        assertTrue(givenUp.isEmpty());
    }

    @Test
    void aMachineThatDiesIsRestartedWhereItStood() {
        start(A);
        timer.pass(CYCLE.minusMillis(1));
        state.killWith(new StackOverflowError());
        timer.after(Duration.ofMillis(1), () -> state.killWith(null));
        timer.pass(CYCLE);
        assertEquals("green", last().colour());
        assertTrue(givenUp.isEmpty());
    }

    @Test
    void whatFailsEvenInTheTrapIsADeathAndNoSilentEnd() {
        AtomicBoolean broken = new AtomicBoolean();
        List<String> colours = new AbstractList<>() {
            @Override
            public String get(int index) {
                if (broken.get()) {
                    throw new IllegalStateException("broken palette");
                }
                return A.colours().get(index);
            }

            @Override
            public int size() {
                return A.colours().size();
            }
        };
        start(() -> colours);
        broken.set(true);
        timer.pass(CYCLE);
        assertEquals(1, givenUp.size());
    }

    @Test
    void isGivenUpAtTheSixthDeathWithinTenSeconds() {
        start(A);
        state.killWith(new StackOverflowError());
        timer.pass(CYCLE);
        assertEquals(1, givenUp.size());
        int shown = seen.size();
        timer.pass(CYCLE.multipliedBy(3));
        assertEquals(1, givenUp.size());
        assertEquals(shown, seen.size());
    }

    @Test
    void isNotGivenUpWhenItDiesRarely() {
        start(A);
        for (int death = 0; death < 20; death++) {
            state.killWith(new StackOverflowError());
            timer.after(left(), () -> state.killWith(null));
            timer.pass(CYCLE);
        }
        assertTrue(givenUp.isEmpty(), () -> "given up: " + givenUp);
        int before = seen.size();
        timer.pass(CYCLE.multipliedBy(2));
        assertEquals(before + 2, seen.size());
    }

    @Test
    void aNewPaceCountsTheTimeThatHasPassed() {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(1));
        a.pace(Duration.ofSeconds(2));
        assertEquals("olive", last().colour());
        assertEquals(Duration.ofSeconds(1), left());
        timer.pass(Duration.ofSeconds(1));
        assertEquals("green", last().colour());
        assertEquals(Duration.ofSeconds(2), left());
    }

    @Test
    void aClockThatIsSetNeitherHurriesNorHoldsTheMachine() {
        start(A);
        timer.set(timer.now().plus(Duration.ofHours(5)));
        timer.pass(CYCLE);
        assertEquals("green", last().colour());
        assertEquals(CYCLE, left());
        timer.set(timer.now().minus(Duration.ofHours(9)));
        timer.pass(CYCLE);
        assertEquals("lime", last().colour());
        assertEquals(CYCLE, left());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -9})
    void aClockThatIsSetDoesNotDisturbAReplacement(long hours) {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(1));
        timer.set(timer.now().plus(Duration.ofHours(hours)));
        a.close();
        timer.pass(Duration.ofMillis(30));
        start(B);
        assertEquals("olive", last().colour());
        assertEquals(Duration.ofMillis(2_970), left());
        timer.pass(CYCLE.multipliedBy(3));
        assertEquals(List.of("olive", "olive", "green", "red", "olive"), colours());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -9})
    void aClockThatIsSetWhileTheProcessIsDeadCostsAtMostTheTimeLeft(long hours) {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(5));
        a.close();
        state.killed();
        timer.set(timer.now().plus(Duration.ofHours(hours)));
        start(A);
        assertEquals("green", last().colour());
        assertEquals(CYCLE, left());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -9})
    void aNewPaceAndANewReaderComeAfterTheClockWasSet(long hours) {
        SupervisedColours a = start(A);
        timer.pass(Duration.ofSeconds(1));
        timer.set(timer.now().plus(Duration.ofHours(hours)));
        List<Reading> late = new ArrayList<>();
        a.source().subscribe(late::add);
        assertEquals(
                Duration.ofSeconds(3), Duration.between(timer.now(), late.get(0).until()));
        a.pace(Duration.ofSeconds(2));
        assertEquals(Duration.ofSeconds(1), left());
        timer.pass(Duration.ofSeconds(1));
        assertEquals("green", last().colour());
    }

    @Test
    void refusesAStateThatItCannotRead() {
        state.keep("colour", Map.of("colour", 7L));
        assertThrows(IllegalStateException.class, () -> start(A));
    }
}
