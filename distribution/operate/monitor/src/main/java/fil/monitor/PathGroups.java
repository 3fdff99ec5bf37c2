package fil.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts paths into a few named groups, so that a client cannot invent labels: what no group takes is {@value #OTHER}.
 * A group is an exact path, or all paths below one if it ends in {@code /*}.
 */
final class PathGroups {
    static final String OTHER = "other";

    private final Map<String, Count> exact = new LinkedHashMap<>();
    private final Map<String, Count> below = new LinkedHashMap<>();
    private final Count other = new Count(OTHER, true);

    /**
     * @param watched the groups whose latency tells how the system serves
     * @param aside the groups that only look at the system: counted, but kept out of the latency over time
     */
    PathGroups(List<String> watched, List<String> aside) {
        watched.forEach(group -> add(group, true));
        aside.forEach(group -> add(group, false));
    }

    private void add(String group, boolean plotted) {
        if (group.endsWith("/*")) {
            below.put(group.substring(0, group.length() - 1), new Count(group, plotted));
        } else {
            exact.put(group, new Count(group, plotted));
        }
    }

    /** @return the count of the group of this path */
    Count of(String path) {
        Count found = exact.get(path);
        return found == null ? prefixed(path) : found;
    }

    private Count prefixed(String path) {
        for (Map.Entry<String, Count> entry : below.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return other;
    }

    /** @return the counts of all groups, always the same ones in the same order */
    List<Count> all() {
        List<Count> all = new java.util.ArrayList<>(exact.values());
        all.addAll(below.values());
        all.add(other);
        return all;
    }
}
