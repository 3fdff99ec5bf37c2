package fil.release.execute;

import java.time.Duration;

/** Hears what happens while it happens. Must not block for long and must not throw. */
@FunctionalInterface
public interface Progress {
    /**
     * @param since how long the change runs by now
     * @param line what happened
     */
    void tell(Duration since, String line);

    /**
     * @param since how long the change runs by now
     * @param line what begins
     */
    default void begins(Duration since, String line) {}
}
