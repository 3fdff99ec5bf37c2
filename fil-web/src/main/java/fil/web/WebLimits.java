package fil.web;

import java.time.Duration;

/**
 * The settings, checked. Immutable.
 *
 * @param waitMillis the longest that a request waits
 * @param graceNanos how long a provider may be gone before it is missed
 * @param waiting how many requests may wait at once
 * @param streams how many event streams may be open at once
 * @param askEvery how often a page without a stream asks
 */
record WebLimits(long waitMillis, long graceNanos, int waiting, int streams, Duration askEvery) {
    /** What counts where the settings cannot be taken. */
    static final WebLimits USUAL = new WebLimits(5_000, 10_000_000_000L, 10_000, 10_000, Duration.ofMillis(1_200));

    private static final long DAY = 86_400_000;

    /** @throws IllegalArgumentException names the setting, its value and what is allowed */
    static WebLimits of(WebConfig settings) {
        return new WebLimits(
                between("wait", settings.wait$(), 1, DAY),
                1_000_000 * between("grace", settings.grace(), 0, DAY),
                (int) between("waiting", settings.waiting(), 0, 1_000_000),
                (int) between("streams", settings.streams(), 0, 1_000_000),
                Duration.ofMillis(between("askEvery", settings.askEvery(), 100, DAY)));
    }

    private static long between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("the setting '" + name + "' of fil.web is " + value
                    + "; set it to a whole number from " + least + " to " + most);
        }
        return value;
    }
}
