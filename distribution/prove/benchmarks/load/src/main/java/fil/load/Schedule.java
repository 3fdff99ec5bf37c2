package fil.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** When each request is due: one after the other at equal distances from the start, whatever the answers do. */
final class Schedule {
    private final AtomicLong turns = new AtomicLong();
    private final long start;
    private final int rate;
    private volatile boolean running = true;

    Schedule(long start, int rate) {
        this.start = start;
        this.rate = rate;
    }

    /** One request to come: its number and when it is due, in the time of {@link System#nanoTime}. */
    record Turn(long number, long due) {}

    Turn next() {
        long number = turns.getAndIncrement();
        if (rate == 0) {
            return new Turn(number, System.nanoTime());
        }
        long second = number / rate;
        return new Turn(
                number,
                start + TimeUnit.SECONDS.toNanos(second) + (number % rate) * TimeUnit.SECONDS.toNanos(1) / rate);
    }

    /** Waits until the turn is due; false if the load ended before. */
    boolean await(Turn turn) {
        for (long left = turn.due() - System.nanoTime(); left > 0 && running; left = turn.due() - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        return running;
    }

    boolean running() {
        return running;
    }

    void end() {
        running = false;
    }
}
