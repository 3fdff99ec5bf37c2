package fil.release.execute;

import java.util.HashMap;
import java.util.Map;

/**
 * The jars of a change, read before anything stops.
 *
 * @param before by symbolic name, what runs: for the undo
 * @param after by symbolic name, what comes
 */
public record Jars(Map<String, byte[]> before, Map<String, byte[]> after) {
    public Jars {
        before = new HashMap<>(before);
        after = new HashMap<>(after);
    }

    long bytes() {
        return before.values().stream().mapToLong(jar -> jar.length).sum();
    }
}
