package fil.gate;

import java.time.Duration;
import java.util.function.Function;

/**
 * The gate's bounds. Each is a framework property {@code fil.gate.NAME} or a property NAME of the configuration
 * {@code fil.gate}; the configuration wins.
 *
 * @param patience (property `wait`) how long a request waits at most; then 503
 * @param waiting how many requests wait at most at once; the next ones get 503
 * @param blocking how many of them may hold a thread, where a request cannot wait without one
 * @param drain how long a change waits at most for a request that is under way; its default is the framework property
 *     {@code fil.http.leave}
 * @param quiet how long nothing must have happened until a stopped bundle counts as stopped for good
 */
record GateSettings(Duration patience, int waiting, int blocking, Duration drain, Duration quiet) {

    static GateSettings from(Function<String, Object> properties) {
        return new GateSettings(
                Duration.ofMillis(number(properties, "wait", 5_000, 600_000)),
                number(properties, "waiting", 10_000, 1_000_000),
                number(properties, "blocking", 32, 10_000),
                Duration.ofMillis(number(properties, "drain", 60_000, 3_600_000)),
                Duration.ofMillis(number(properties, "quiet", 400, 60_000)));
    }

    private static int number(Function<String, Object> properties, String name, int otherwise, int most) {
        Object value = properties.apply(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.toString().trim());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as a number out of bounds is
        }
        throw new IllegalArgumentException("fil.gate: " + name + " is " + value
                + ", but must be a whole number from 0 to " + most + ". Correct it in the configuration.");
    }
}
