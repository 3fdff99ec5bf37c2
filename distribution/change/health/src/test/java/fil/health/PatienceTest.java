package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.health.Finding.Weight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When it is decided. */
class PatienceTest {
    private long time;
    private final Patience patience = new Patience(() -> time);

    private static Verdict verdict(Weight weight, String... subjects) {
        return new Verdict(Stream.of(subjects)
                .map(it -> new Finding(weight, "", it, it + " says so"))
                .toList());
    }

    @Test
    void whatFailedCountsAtTheFirstLook() {
        assertEquals(Optional.of("x says so"), patience.failure(verdict(Weight.FAILED, "x"), false));
    }

    @Test
    void whatIsStuckCountsWhenNothingMovesAnyMore() {
        for (int i = 1; i < Patience.LOOKS; i++) {
            assertEquals(Optional.empty(), patience.failure(verdict(Weight.STUCK, "x"), false), "look " + i);
        }
        assertEquals(Optional.of("x says so"), patience.failure(verdict(Weight.STUCK, "x"), false));
    }

    @Test
    void whatIsStuckOnABusyMachineCountsWhenItsTimeIsOver() {
        for (int i = 0; i < Patience.FEWEST; i++) {
            assertEquals(Optional.empty(), patience.failure(verdict(Weight.STUCK, "x"), false), "look " + i);
            time = Patience.LONGEST.toNanos() - 1;
        }
        time = Patience.LONGEST.toNanos();
        assertEquals(Optional.of("x says so"), patience.failure(verdict(Weight.STUCK, "x"), false));
    }

    @Test
    void oneLongLookIsNotEnough() {
        patience.failure(verdict(Weight.STUCK, "x"), false);
        time = 10 * Patience.LONGEST.toNanos();
        assertEquals(Optional.empty(), patience.failure(verdict(Weight.STUCK, "x"), false));
    }

    @Test
    void whatClientsWaitForCountsBeforeTheyAreSentAway() {
        for (int i = 0; i < 10 * Patience.LOOKS; i++) {
            assertEquals(Optional.empty(), patience.failure(verdict(Weight.AWAITED, "x"), false), "look " + i);
            time = Patience.OF_CLIENTS.toNanos() - 1;
        }
        time = Patience.OF_CLIENTS.toNanos();
        assertEquals(Optional.of("x says so"), patience.failure(verdict(Weight.AWAITED, "x"), false));
        assertEquals(Optional.empty(), patience.failure(verdict(Weight.AWAITED, "y"), false), "it moves");
    }

    @Test
    void whatMovesIsWaitedForUntilTheTimeIsOver() {
        for (int i = 0; i < 10 * Patience.LOOKS; i++) {
            assertEquals(Optional.empty(), patience.failure(verdict(Weight.STUCK, "x" + i % 2), false));
        }
        assertTrue(patience.failure(verdict(Weight.STUCK, "x"), true).isPresent());
    }

    @Test
    void whatIsComingIsWaitedForUntilTheTimeIsOver() {
        for (int i = 0; i < 10 * Patience.LOOKS; i++) {
            assertEquals(Optional.empty(), patience.failure(verdict(Weight.COMING, "x"), false));
        }
        assertEquals(Optional.of("x says so"), patience.failure(verdict(Weight.COMING, "x"), true));
        assertEquals(Optional.empty(), patience.failure(Verdict.WELL, true));
    }

    @Test
    void manySentencesAreNamedByTheirNumber() {
        assertEquals(
                "a says so; b says so; c says so; and 2 more",
                verdict(Weight.FAILED, "a", "b", "c", "d", "e").words(Weight.FAILED));
        assertEquals(List.of(), Verdict.WELL.findings());
    }
}
