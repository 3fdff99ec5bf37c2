package fil.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * The latency of the last minutes, in slots of {@value #STEP} ms. Slots are laid out by the monotonic clock and carry
 * the time of day at which they were opened. No lock, no thread: the first answer in a slot opens it.
 */
final class LatencyRing {
    static final int STEP = 100;

    /** How far back it goes, in milliseconds. */
    static final int SPAN = 5 * 60 * 1000;

    private static final int SLOTS = SPAN / STEP;
    private static final long STEP_NANOS = STEP * 1_000_000L;

    private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SLOTS);
    private final LongSupplier timeOfDay;

    /** @param timeOfDay milliseconds since 1970 */
    LatencyRing(LongSupplier timeOfDay) {
        this.timeOfDay = timeOfDay;
        // all at once: no memory is taken later, and no class is loaded while this bundle is being replaced
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, new Slot(Long.MIN_VALUE, Long.MIN_VALUE));
        }
    }

    /**
     * @param now the monotonic clock as the answer ended
     * @param nanos how long it took
     * @param failed whether it was a failure of the server
     */
    void add(long now, long nanos, boolean failed) {
        slot(Math.floorDiv(now, STEP_NANOS)).add(nanos, failed);
    }

    private Slot slot(long number) {
        int index = (int) Math.floorMod(number, (long) SLOTS);
        Slot there = slots.get(index);
        while (there.number < number) {
            Slot fresh = new Slot(number, timeOfDay.getAsLong() / STEP * STEP);
            if (slots.compareAndSet(index, there, fresh)) {
                return fresh;
            }
            there = slots.get(index);
        }
        return there;
    }

    /**
     * @param from milliseconds since 1970, exclusive
     * @param to milliseconds since 1970, inclusive
     * @return what was answered in between, in order; a slot without an answer is left out
     */
    List<LatencySlot> between(long from, long to) {
        List<Slot> found = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            Slot slot = slots.get(i);
            if (slot.at > from && slot.at <= to) {
                found.add(slot);
            }
        }
        found.sort((one, other) -> Long.compare(one.number, other.number));
        return found.stream().map(Slot::latency).toList();
    }

    private static final class Slot {
        private static final int SUM_BITS = 44;
        private static final long LONGEST = 10 * 60 * 1_000_000L;

        private final long number;
        private final long at;
        /** How many in the upper bits, the sum of their microseconds in the lower ones: one addition for both. */
        private final AtomicLong answers = new AtomicLong();

        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicLong max = new AtomicLong();

        Slot(long number, long at) {
            this.number = number;
            this.at = at;
        }

        void add(long nanos, boolean failed) {
            answers.addAndGet((1L << SUM_BITS) + Math.min((nanos + 500) / 1000, LONGEST));
            if (nanos > max.get()) {
                max.accumulateAndGet(nanos, Math::max);
            }
            if (failed) {
                failures.incrementAndGet();
            }
        }

        LatencySlot latency() {
            long both = answers.get();
            int number = (int) Math.max(both >>> SUM_BITS, 1);
            long mean = (both & (1L << SUM_BITS) - 1) / number;
            return new LatencySlot(at, number, mean, max.get() / 1000, failures.get());
        }
    }
}
