package fil.release.configuration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of a configuration when one release follows another. A property that still has the default of the release
 * that leaves gets the one of the release that comes; any other value is the operator's and stays.
 */
final class Defaults {
    /** What Config Admin itself adds to each configuration. */
    private static final Set<String> OWN = Set.of("service.pid", "service.factoryPid", "service.bundleLocation");

    private Defaults() {}

    /**
     * @param there the properties as they are; none if there is no configuration
     * @param before the defaults of the release that leaves
     * @param after the defaults of the release that comes
     * @return the properties as they are to be; if there are none, there is to be no configuration
     */
    static Map<String, Object> follow(
            Map<String, Object> there, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> wanted = new HashMap<>(there);
        wanted.keySet().removeAll(OWN);
        before.forEach((key, value) -> {
            if (wanted.containsKey(key) && isSame(wanted.get(key), value)) {
                wanted.remove(key);
            }
        });
        after.forEach(wanted::putIfAbsent);
        return wanted;
    }

    /** What reads the same is the same: earlier releases of fil wrote texts at a first start. */
    private static boolean isSame(Object there, Object value) {
        return text(there).equals(text(value));
    }

    private static String text(Object value) {
        String text = Arrays.deepToString(new Object[] {value});
        return text.substring(1, text.length() - 1);
    }
}
