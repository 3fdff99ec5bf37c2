package fil.release.execute;

import java.time.Duration;

/** Until when something must be done, by a clock that does not jump. */
final class Deadline {
    /** What is given to each step that begins late: on a busy machine all takes its time, and what is late is not hanging. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    private final long begin;
    private final long end;

    private Deadline(long begin, long end) {
        this.begin = begin;
        this.end = end;
    }

    static Deadline in(Duration time) {
        long now = System.nanoTime();
        return new Deadline(now, now + time.toNanos());
    }

    /** @return that of a step that begins now */
    Deadline ofStep() {
        long least = System.nanoTime() + LEAST.toNanos();
        return new Deadline(begin, end - least > 0 ? end : least);
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** @return how long ago it was set */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
