package fil.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateSettingsTest {

    @Test
    void numbersAndTextsAreTaken() {
        GateSettings settings = GateSettings.from(
                name -> Map.<String, Object>of("wait", "1500", "waiting", 7).get(name));
        assertEquals(Duration.ofMillis(1500), settings.patience());
        assertEquals(7, settings.waiting());
        assertEquals(Duration.ofSeconds(60), settings.drain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "700000", ""})
    void wrongValueIsRefusedWithItsNameAndWhatIsAllowed(String value) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> GateSettings.from(name -> name.equals("wait") ? value : null));
        assertEquals(
                "fil.gate: wait is " + value
                        + ", but must be a whole number from 0 to 600000. Correct it in the configuration.",
                refused.getMessage());
    }
}
