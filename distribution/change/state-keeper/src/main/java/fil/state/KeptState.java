package fil.state;

import java.time.Instant;
import java.util.Map;

/**
 * A state as it stands in its file: who kept it, in which run, when, and the values.
 *
 * @param lived what the {@link Lifetime} of the system was then, in nanoseconds
 */
record KeptState(String version, String run, Instant at, long lived, Map<String, Object> values) {
    static KeptState now(String version, String run, long lived, Map<String, ?> values) {
        return new KeptState(version, run, Instant.now(), lived, Map.copyOf(values));
    }
}
