package fil.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureFileTest {
    private static final String PLAIN =
            TestRelease.feature("1", Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0")));

    private static String with(String extension) {
        return PLAIN.substring(0, PLAIN.length() - 1) + ",\"extensions\":{\"behind-clients\":" + extension + "}}";
    }

    @Test
    void saysWhichBundlesStartBehindTheClients() {
        assertEquals(Set.of(), FeatureFile.parse(PLAIN).behindClients());
        Release release =
                FeatureFile.parse(with("{\"type\":\"text\",\"kind\":\"optional\",\"text\":[\"shell\",\"monitor\"]}"));
        assertEquals(Set.of("shell", "monitor"), release.behindClients());
    }

    @Test
    void refusesWhatIsNoText() {
        String json = with("{\"type\":\"json\",\"kind\":\"optional\",\"json\":{\"a\":1}}");
        assertTrue(assertThrows(ReleaseException.class, () -> FeatureFile.parse(json))
                .getMessage()
                .contains("behind-clients is no text"));
    }
}
