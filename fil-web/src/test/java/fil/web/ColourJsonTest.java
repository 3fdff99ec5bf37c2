package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColourJsonTest {
    @Test
    void aColourIsWrittenAsClientsReadIt() {
        assertEquals("{\"color\":\"olive\"}", written("olive"));
    }

    @Test
    void aNameThatIsNoPlainWordIsEscaped() {
        assertEquals("{\"color\":\"\\\"<\\\\\\n\u00e9\"}", written("\"<\\\n\u00e9"));
    }

    private static String written(String colour) {
        return new String(new ColourJson().of(colour), UTF_8);
    }
}
