package fil.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void valuesComeBackAsTheyWere() {
        Map<String, Object> values = Map.of(
                "text", "a \"b\" \\ \u00fc", "number", 42L, "truth", true, "many", List.of("x", Map.of("y", 1L)));
        assertEquals(values, JsonText.parse(JsonText.of(values)));
    }

    @Test
    void textsLongerThanTheBufferComeBackWhole() {
        Map<String, Object> values = Map.of("long", "0123456789".repeat(100_000), "next", "z".repeat(5_000));
        assertEquals(values, JsonText.parse(JsonText.of(values)));
    }
}
