package fil.release.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Properties of configurations, which may be arrays. */
final class Values {
    private Values() {}

    static String text(Map<String, Object> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(Object value) {
        String text = Arrays.deepToString(new Object[] {value});
        return text.substring(1, text.length() - 1);
    }

    static boolean areSame(Map<String, Object> one, Map<String, Object> two) {
        return one.keySet().equals(two.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> Objects.deepEquals(entry.getValue(), two.get(entry.getKey())));
    }
}
