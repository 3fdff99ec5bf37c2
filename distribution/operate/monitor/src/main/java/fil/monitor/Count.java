package fil.monitor;

import java.util.concurrent.atomic.LongAdder;

/** The requests of one group of paths: by class of status, and how long the answers took. */
final class Count {
    /** Upper bounds in milliseconds; what is slower is in one more bucket. */
    private static final long[] MILLIS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000};

    private static final int CLASSES = 5;

    private final String group;
    private final boolean plotted;
    private final LongAdder[] classes = adders(CLASSES);
    private final LongAdder[] buckets = adders(MILLIS.length + 1);
    private final LongAdder arrivals = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Count(String group, boolean plotted) {
        this.group = group;
        this.plotted = plotted;
    }

    String group() {
        return group;
    }

    /** @return whether the latency of this group belongs into the latency over time */
    boolean plotted() {
        return plotted;
    }

    void came() {
        arrivals.increment();
    }

    long arrivals() {
        return arrivals.sum();
    }

    void answered(int status) {
        classes[Math.min(Math.max(status / 100, 1), CLASSES) - 1].increment();
    }

    void took(long duration) {
        nanos.add(duration);
        int bucket = 0;
        while (bucket < MILLIS.length && duration > MILLIS[bucket] * 1_000_000) {
            bucket++;
        }
        buckets[bucket].increment();
    }

    /** @return how many statuses of a class there were: 2 for 200 to 299 */
    long answers(int statusClass) {
        return classes[statusClass - 1].sum();
    }

    long answers() {
        long sum = 0;
        for (LongAdder statusClass : classes) {
            sum += statusClass.sum();
        }
        return sum;
    }

    double seconds() {
        return nanos.sum() / 1e9;
    }

    static int buckets() {
        return MILLIS.length + 1;
    }

    static double upperBound(int bucket) {
        return bucket < MILLIS.length ? MILLIS[bucket] / 1e3 : Double.POSITIVE_INFINITY;
    }

    long inBucket(int bucket) {
        return buckets[bucket].sum();
    }

    private static LongAdder[] adders(int number) {
        LongAdder[] adders = new LongAdder[number];
        for (int i = 0; i < number; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
