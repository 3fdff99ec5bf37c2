package fil.release.handler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads plain values, as JSON has them; what is missing, or of another kind, is empty.
 *
 * @param values by their names
 */
record PlainValues(Map<String, ?> values) {
    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    long number(String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    /** @param only the name under which a text that stands where an object should be is found */
    List<PlainValues> objects(String name, String only) {
        return list(name).stream().map(value -> object(value, only)).toList();
    }

    private static PlainValues object(Object value, String only) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, it) -> values.put(String.valueOf(key), it));
        } else {
            values.put(only, value);
        }
        return new PlainValues(values);
    }

    private List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }
}
