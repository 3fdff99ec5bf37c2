package fil.release;

import fil.signals.JsonLine;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.johnzon.core.JsonParserFactoryImpl;
import org.apache.johnzon.core.JsonProviderImpl;

/** Plain values (maps, lists, texts, whole numbers, booleans) to JSON on one line, and back. */
public final class JsonText {
    private static final int SMALL = 4_096;
    private static final JsonProvider PROVIDER = new JsonProviderImpl();

    /** Johnzon keeps its buffers for ever, as many as there ever were readers at once, and they have 640 KB unless told otherwise. */
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of(
            JsonParserFactoryImpl.BUFFER_LENGTH,
            SMALL,
            JsonParserFactoryImpl.MAX_STRING_LENGTH,
            SMALL,
            JsonParserFactoryImpl.AUTO_ADJUST_STRING_BUFFER,
            true));

    private JsonText() {}

    /**
     * @param values plain values
     * @return them as one line of JSON
     */
    public static String of(Map<String, ?> values) {
        return JsonLine.of(values);
    }

    /**
     * @param json a JSON object
     * @return its values
     * @throws jakarta.json.JsonException if it is none
     */
    public static Map<String, Object> parse(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return values(reader.readObject());
        }
    }

    private static Map<String, Object> values(JsonObject object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((key, value) -> values.put(key, plain(value)));
        return values;
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> values(value.asJsonObject());
            case ARRAY -> ((JsonArray) value).stream().map(JsonText::plain).toList();
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).longValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> List.of();
        };
    }
}
