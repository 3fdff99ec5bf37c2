package fil.state;

import java.time.Instant;
import java.util.Map;

/** A state as it stands in its file: who kept it, when, in which run, and the values. */
record KeptState(String version, String run, Instant at, Map<String, Object> values) {
    static KeptState now(String version, String run, Map<String, ?> values) {
        return new KeptState(version, run, Instant.now(), Map.copyOf(values));
    }
}
