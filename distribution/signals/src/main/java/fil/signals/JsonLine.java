package fil.signals;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain values (maps, lists, texts, whole numbers, booleans) as one line of JSON. */
public final class JsonLine {
    private JsonLine() {}

    /**
     * @param values plain values by their names
     * @return them as one line
     */
    public static String of(Map<?, ?> values) {
        return values.entrySet().stream()
                .map(entry -> text(String.valueOf(entry.getKey())) + ":" + value(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return of(map);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(JsonLine::value).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Boolean || value instanceof Integer || value instanceof Long
                ? value.toString()
                : text(String.valueOf(value));
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            // half a surrogate pair is no text in UTF-8, and the line separators end a line of JavaScript
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029' || c == '\u007f') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
