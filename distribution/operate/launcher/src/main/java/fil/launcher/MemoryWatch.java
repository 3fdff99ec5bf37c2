package fil.launcher;

import fil.signals.DaemonThread;
import fil.signals.SystemName;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that does little but collect garbage, as Java itself ends it at an OutOfMemoryError and with the same code:
 * its keeper starts it again. So it is when of the last {@value #SECONDS} s four fifths went into collections, and these left
 * the heap as good as full.
 */
final class MemoryWatch implements Runnable {
    /** Of Java's -XX:+ExitOnOutOfMemoryError too. */
    static final int CODE = 3;

    private static final int SECONDS = 15;
    private static final double SHARE = 0.8;
    private static final double FULL = 0.9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * A look at the collections.
     *
     * @param at the time, in milliseconds
     * @param collecting how long all collections have taken so far, in milliseconds
     * @param used which part of the heap is used
     */
    record Sample(long at, long collecting, double used) {
        static Sample now() {
            Runtime java = Runtime.getRuntime();
            long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(it -> !it.getName().contains("Concurrent")
                            && !it.getName().contains("Cycles"))
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
            double used = (double) (java.totalMemory() - java.freeMemory()) / java.maxMemory();
            return new Sample(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), collecting, used);
        }
    }

    static void start() {
        Thread thread = DaemonThread.of("fil memory", new MemoryWatch());
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!onlyCollects(Sample.now())) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        // no exit: what would stop needs memory
        System.err.println(
                "Terminating: Java has done little but collect garbage for " + SECONDS + " s; its heap is too small ("
                        + SystemName.variable("JAVA_OPTS") + "=-Xmx512m), or something keeps what it does not need");
        Runtime.getRuntime().halt(CODE);
    }

    /** Adds what is seen now; whether that was so over the whole time. */
    boolean onlyCollects(Sample now) {
        samples.addLast(now);
        while (now.at() - samples.peekFirst().at()
                        > Duration.ofSeconds(SECONDS + 1).toMillis()
                && samples.size() > 2) {
            samples.removeFirst();
        }
        Sample first = samples.peekFirst();
        long time = now.at() - first.at();
        return time >= Duration.ofSeconds(SECONDS).toMillis()
                && now.collecting() - first.collecting() >= SHARE * time
                && samples.stream().filter(it -> it.used() < FULL).count() * 4 <= samples.size();
    }
}
