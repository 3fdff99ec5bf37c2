package fil.state;

import fil.json.PlainJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * The form of a state file: JSON; an instant is {@code {"instant": "..."}}, a map within the state
 * {@code {"map": {...}}}, so that each value comes back as the kind that it was.
 */
final class StateJson {
    private StateJson() {}

    static byte[] write(KeptState state) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", state.version());
        file.put("run", state.run());
        file.put("at", state.at().toString());
        file.put("lived", state.lived());
        file.put("values", members("", state.values()));
        return PlainJson.write(file);
    }

    static KeptState read(byte[] bytes, Path file) throws IOException {
        try {
            Map<?, ?> read = (Map<?, ?>) PlainJson.read(bytes);
            Map<String, Object> values = values((Map<?, ?>) read.get("values"));
            // only what could have been written comes back
            members("", values);
            return new KeptState(
                    Objects.requireNonNull((String) read.get("version")),
                    Objects.requireNonNull((String) read.get("run")),
                    Instant.parse((String) read.get("at")),
                    ((Number) read.get("lived")).longValue(),
                    values);
        } catch (JacksonException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | DateTimeException broken) {
            throw new IOException(
                    "the state file " + file + " is damaged; move it away to start without that state", broken);
        }
    }

    private static Map<String, Object> members(String path, Map<?, ?> values) {
        Map<String, Object> members = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!(key instanceof String)) {
                throw new IllegalArgumentException("the state has the key " + key + ", which is not a String");
            }
            members.put((String) key, plain(path + key, value));
        });
        return members;
    }

    private static Object plain(String path, Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double number && Double.isFinite(number)) {
            return value;
        }
        if (value instanceof Instant instant) {
            return Map.of("instant", instant.toString());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> plain(path + "[]", element)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return Map.of("map", members(path + ".", map));
        }
        throw new IllegalArgumentException("the state has '" + path + "' of "
                + (value == null ? "null" : value.getClass().getName())
                + "; it may hold String, Boolean, Long, Integer, finite Double, Instant, List and Map");
    }

    private static Map<String, Object> values(Map<?, ?> members) {
        Map<String, Object> values = new LinkedHashMap<>();
        members.forEach((key, value) -> values.put((String) key, value(value)));
        return values;
    }

    private static Object value(Object plain) {
        if (plain instanceof Integer number) {
            return number.longValue();
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(StateJson::value).toList();
        }
        if (plain instanceof Map<?, ?> tagged) {
            return tagged.containsKey("instant")
                    ? Instant.parse((String) tagged.get("instant"))
                    : values((Map<?, ?>) tagged.get("map"));
        }
        return plain;
    }
}
