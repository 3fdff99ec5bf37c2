package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatencyRingTest {
    private static final long MS = 1_000_000;

    private final AtomicLong timeOfDay = new AtomicLong(1_000_000);
    private final LatencyRing ring = new LatencyRing(timeOfDay::get);

    private void answerAfter(long millis, long tookMicros, boolean failed) {
        timeOfDay.set(1_000_000 + millis);
        ring.add(millis * MS, tookMicros * 1000, failed);
    }

    @Test
    void answersOfOneSlotAreJoined() {
        answerAfter(0, 100, false);
        answerAfter(50, 300, true);
        assertEquals(List.of(new LatencySlot(1_000_000, 2, 200, 300, 1)), ring.between(0, Long.MAX_VALUE));
    }

    @Test
    void slotsComeInOrderAndOnlyTheOnesAskedFor() {
        answerAfter(0, 1, false);
        answerAfter(100, 2, false);
        answerAfter(250, 3, false);
        List<LatencySlot> found = ring.between(1_000_000, 1_000_200);
        assertEquals(
                List.of(1_000_100L, 1_000_200L),
                found.stream().map(LatencySlot::at).toList());
    }

    @Test
    void afterFiveMinutesTheOldestSlotIsTakenAgain() {
        answerAfter(0, 7, false);
        answerAfter(5 * 60_000, 9, false);
        assertEquals(
                List.of(9L),
                ring.between(0, Long.MAX_VALUE).stream().map(LatencySlot::max).toList());
    }

    @Test
    void aNegativeMonotonicClockIsNoTrouble() {
        ring.add(-250 * MS, 5000, false);
        ring.add(-150 * MS, 5000, false);
        assertEquals(2, ring.between(0, Long.MAX_VALUE).size());
    }
}
