package fil.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
        "RELEASE_REPOSITORY, https:",
        "RELEASE_REPOSITORY, https:///releases",
        "RELEASE_REPOSITORY, https://example.org/?releases",
        "RELEASE_REPOSITORY, file:releases",
        "RELEASE_REPOSITORY, file://elsewhere/releases",
        "RELEASE_REPOSITORY, 'file:/my releases'",
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

    /** What makes no sense for this one; a setting that comes without is not compiled. */
    private String nonsense(Setting setting) {
        return switch (setting) {
            case HTTP_HOST -> "256.256.256.256";
            case HTTP_PAGE -> "page.html";
            case HTTP_PORT, HTTP_CONNECTIONS, COLOUR_CYCLE, WEB_WAIT -> "0";
            case HTTP_PATIENCE, HTTP_BODY, HTTP_LEAVE, WEB_GRACE, MONITOR_PORT, RELEASE_DEADLINE -> "-1";
            case HTTP_THREADS, MONITOR, CLASS_DATA -> "perhaps";
            case RELEASE_REPOSITORY -> file.toUri().toString();
            case FILEINSTALL_DIR -> file.toString();
        };
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void nonsenseIsRefusedWhereverItIsSaidAndBeforeItIsWritten(Setting setting) throws IOException {
        Files.writeString(file, "");
        String nonsense = nonsense(setting);
        assertEquals(List.of(), unusable(Map.of()), "the standard values can be used");
        String named = "'" + nonsense + "', but ";
        List<String> ofVariable = unusable(Map.of(setting.variable(), nonsense));
        assertEquals(1, ofVariable.size(), ofVariable::toString);
        assertTrue(
                ofVariable
                                .get(0)
                                .startsWith(
                                        setting.key() + " (from the variable " + setting.variable() + ") is " + named)
                        && ofVariable.get(0).endsWith("."),
                ofVariable::toString);
        String toBeWritten =
                Settings.refusal(setting, nonsense, Setting::standard).orElse("none");
        assertTrue(toBeWritten.startsWith(setting.key() + " is " + named), toBeWritten);
        Files.writeString(file, setting.key() + "=" + nonsense + "\n");
        List<String> ofFile = unusable(Map.of());
        assertEquals(1, ofFile.size(), ofFile::toString);
        assertTrue(ofFile.get(0).startsWith(setting.key() + " in " + file + " is " + named), ofFile::toString);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void whatIsUsualCanBeWritten(Setting setting) {
        assertEquals(Optional.empty(), Settings.refusal(setting, setting.standard(), Setting::standard));
    }

    @Test
    void twoServersDoNotShareAPort() {
        Map<String, String> both = Map.of("FIL_MONITOR_PORT", "8004");
        assertTrue(problems(both).get(0).contains("http.port is that, too"), () -> problems(both)
                .toString());
        assertTrue(Settings.refusal(Setting.MONITOR_PORT, "8004", Setting::standard)
                .isPresent());
        assertTrue(Settings.refusal(Setting.HTTP_PORT, "9000", it -> it == Setting.MONITOR_PORT ? "9000" : "8004")
                .isPresent());
        assertEquals(Optional.empty(), Settings.refusal(Setting.HTTP_PORT, "9000", it -> null));
    }

    @Test
    void markOfAnEditorIsNotReadAsASetting() throws IOException, SettingsException {
        Files.writeString(file, "\uFEFFhttp.port=9000\nweb.wait=7\n");
        assertEquals(9000, Settings.read(file, Map.of()).number(Setting.HTTP_PORT));
        new SettingsFile(file).write(Setting.HTTP_PORT, "9001");
        assertEquals(List.of("http.port=9001", "web.wait=7"), Files.readAllLines(file));
    }

    @Test
    void folderThatIsWatchedIsOneOrCanBeMade() throws IOException {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Files.writeString(file, "");
        Files.createSymbolicLink(folder.resolve("link"), jars);
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        for (String usable : List.of("", "jars", "link", "new", "new/and/deeper")) {
            String value = usable.isEmpty() ? "" : folder.resolve(usable).toString();
            assertEquals(Optional.empty(), Setting.FILEINSTALL_DIR.obstacle(value), usable);
        }
        for (String unusable : List.of("dangling", "dangling/deeper", "fil.properties/deeper")) {
            String value = folder.resolve(unusable).toString();
            assertTrue(Setting.FILEINSTALL_DIR.obstacle(value).isPresent(), unusable);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(4, left.count(), "a look leaves nothing behind");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void folderThatCannotBeMadeIsTold() {
        String why = Setting.FILEINSTALL_DIR.obstacle("/proc/jars").orElse("none");
        assertTrue(why.contains("none can be made in /proc"), why);
    }

    @Test
    void repositoryMayComeLaterAndIsNoFile() throws IOException {
        Path archive = Files.writeString(folder.resolve("archive"), "");
        assertEquals(
                Optional.empty(),
                Setting.RELEASE_REPOSITORY.obstacle(
                        folder.resolve("mounted later").toUri().toString()));
        assertEquals(
                Optional.empty(),
                Setting.RELEASE_REPOSITORY.obstacle(folder.toUri().toString()));
        assertTrue(Setting.RELEASE_REPOSITORY
                .obstacle(archive.toUri().toString())
                .orElse("none")
                .contains("is a file"));
    }

    @Test
    void socketThatWasGivenIsWhereItIs() throws Exception {
        Files.writeString(file, "http.host=localhost\nhttp.port=9000\n");
        Settings settings = Settings.read(file, Map.of());
        InetAddress own = InetAddress.getByName("localhost");
        Settings same = settings.listeningAt(new InetSocketAddress(own, 9000));
        assertEquals("localhost 9000", same.text(Setting.HTTP_HOST) + " " + same.number(Setting.HTTP_PORT));
        Settings all = settings.listeningAt(new InetSocketAddress("0.0.0.0", 8004));
        assertEquals("localhost 8004", all.text(Setting.HTTP_HOST) + " " + all.number(Setting.HTTP_PORT));
        Settings other = settings.listeningAt(new InetSocketAddress("127.0.0.9", 8004));
        assertEquals("127.0.0.9 8004", other.text(Setting.HTTP_HOST) + " " + other.number(Setting.HTTP_PORT));
        assertEquals(9000, settings.number(Setting.HTTP_PORT), "what is set is as it was");
    }

    private List<String> unusable(Map<String, String> environment) {
        try {
            Settings.read(file, environment).requireUsable(EnumSet.allOf(Setting.class));
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    private List<String> problems(Map<String, String> environment) {
        return assertThrows(SettingsException.class, () -> Settings.read(file, environment))
                .problems();
    }
}
