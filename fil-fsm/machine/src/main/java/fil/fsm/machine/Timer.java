package fil.fsm.machine;

import java.time.Duration;
import java.time.Instant;

/** The clock that a machine lives by. Tests have one whose hands they turn. */
interface Timer extends AutoCloseable {
    /** @return the wall clock */
    Instant now();

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
