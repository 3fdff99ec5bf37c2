package fil.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("fil.properties");
    }

    @Test
    void withoutAFileTheStandardValuesHold() throws SettingsException {
        Settings settings = Settings.read(file, Map.of());
        assertEquals(8004, settings.number(Setting.HTTP_PORT));
        assertEquals("127.0.0.1", settings.text(Setting.HTTP_HOST));
    }

    @Test
    void environmentGoesBeforeTheFile() throws IOException, SettingsException {
        Files.writeString(file, "http.port=1\ncolour.cycle = 50 \n");
        Settings settings = Settings.read(file, Map.of("FIL_HTTP_PORT", "2"));
        assertEquals(2, settings.number(Setting.HTTP_PORT));
        assertEquals(50, settings.number(Setting.COLOUR_CYCLE));
    }

    @Test
    void everyProblemIsNamedNotOnlyTheFirst() throws IOException {
        Files.writeString(file, "web.wiat=5\ncolour.cycle=soon\n");
        List<String> problems = problems(Map.of("FIL_HTTP_PORT", "70000"));
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("web.wiat") && problems.get(0).contains("web.wait"), problems.get(0));
        assertTrue(problems.get(1).contains("FIL_HTTP_PORT") && problems.get(1).contains("65535"), problems.get(1));
        assertTrue(problems.get(2).contains("'soon'") && problems.get(2).contains("milliseconds"), problems.get(2));
    }

    @Test
    void fileThatIsNoPropertiesFileIsRefused() throws IOException {
        Files.writeString(file, "http.port=\\u12\n");
        assertTrue(problems(Map.of()).get(0).contains("fil.properties"));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PORT, 0",
        "HTTP_PORT, 65536",
        "HTTP_PORT, -1",
        "HTTP_PORT, 8004x",
        "HTTP_PORT, ''",
        "HTTP_PORT, 99999999999999999999",
        "HTTP_HOST, 'a b'",
        "HTTP_HOST, ''",
        "COLOUR_CYCLE, 9",
        "COLOUR_CYCLE, 4.5",
        "WEB_WAIT, 60001",
        "HTTP_PAGE, /%zz",
        "HTTP_PAGE, /%4",
        "HTTP_THREADS, many",
        "RELEASE_REPOSITORY, http://example.org/",
        "FILEINSTALL_DIR, 'a,b'"
    })
    void valueThatIsNotAllowedIsRefused(Setting setting, String value) {
        assertTrue(!setting.allows(value), () -> setting + " allows " + value);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void standardValueIsAllowed(Setting setting) {
        assertTrue(setting.allows(setting.standard()));
    }

    private List<String> problems(Map<String, String> environment) {
        return assertThrows(SettingsException.class, () -> Settings.read(file, environment))
                .problems();
    }
}
