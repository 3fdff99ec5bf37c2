package fil.fsm.machine;

import java.time.Duration;
import java.time.Instant;

/** The clock that a machine lives by. Tests have one whose hands they turn. */
interface Timer extends AutoCloseable {
    /** @return the wall clock, which may be set at any time */
    Instant now();

    /** @return nanoseconds by a clock that nobody can set, the same one for all processes of the machine */
    long nanos();

    /**
     * Runs a job once, after a delay by a clock that nobody can set. Jobs run one after the other.
     *
     * @return cancels the job if it has not begun
     */
    Runnable after(Duration delay, Runnable job);

    /** Ends the timer; a job under way is waited for, at most a second, unless it is the caller. */
    @Override
    void close();
}
