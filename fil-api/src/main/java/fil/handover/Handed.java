package fil.handover;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A state as it was handed over. Immutable.
 *
 * @param version the OSGi version of the bundle that kept it, {@code 1986.0.0.a}
 * @param at when it was kept (UTC)
 * @param values the state; whole numbers come back as Long
 * @param lived how long the system has run since; a clock that is set does not change it, and while no process was there it
 *     stood still. Of a run that was killed it is not known to the millisecond: then at most, by a quarter of a second
 * @param uninterrupted whether the process that kept it is this one, or handed over to this one: the system has run on
 *     all the time
 */
public record Handed(String version, Instant at, Map<String, Object> values, Duration lived, boolean uninterrupted) {
    public Handed {
        values = Map.copyOf(values);
    }

    /**
     * @param key the name of a text in the state
     * @return the text
     * @throws IllegalStateException if there is no such text; says what is there instead
     */
    public String text(String key) {
        return value(key, String.class);
    }

    /**
     * @param key the name of a whole number in the state
     * @return the number
     * @throws IllegalStateException if there is no such number; says what is there instead
     */
    public long number(String key) {
        return value(key, Long.class);
    }

    /**
     * @param key the name of an instant in the state
     * @return the instant
     * @throws IllegalStateException if there is no such instant; says what is there instead
     */
    public Instant instant(String key) {
        return value(key, Instant.class);
    }

    private <T> T value(String key, Class<T> type) {
        Object value = values.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalStateException("the state kept by version " + version + " has no " + type.getSimpleName()
                    + " '" + key + "' but " + value);
        }
        return type.cast(value);
    }
}
