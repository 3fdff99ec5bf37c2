package fil.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("fil.properties");
    }

    @Test
    void oneLineChangesTheRestStays() throws IOException {
        Files.writeString(file, "# colour.cycle=1 is a comment\nhttp.port=1\n\n  colour.cycle : 5\n! more\n");
        new SettingsFile(file).write(Setting.COLOUR_CYCLE, "20");
        assertEquals(
                List.of("# colour.cycle=1 is a comment", "http.port=1", "", "colour.cycle=20", "! more"),
                Files.readAllLines(file));
    }

    @Test
    void settingThatIsNotThereIsAdded() throws IOException {
        Files.writeString(file, "#colour.cycle=5\ncolour.cycles=7");
        new SettingsFile(file).write(Setting.COLOUR_CYCLE, "20");
        assertEquals(List.of("#colour.cycle=5", "colour.cycles=7", "colour.cycle=20"), Files.readAllLines(file));
    }

    @Test
    void settingThatIsThereTwiceAndOverTwoLinesBecomesOneLine() throws IOException {
        Files.writeString(file, "colour.cycle=\\\n  5\nhttp.port=1\ncolour.cycle 6\n");
        new SettingsFile(file).write(Setting.COLOUR_CYCLE, "20");
        assertEquals(List.of("colour.cycle=20", "http.port=1"), Files.readAllLines(file));
    }

    @Test
    void lineThatContinuesAnotherIsNoSetting() throws IOException {
        Files.writeString(file, "fileinstall.dir=a\\\ncolour.cycle=6\n");
        new SettingsFile(file).write(Setting.COLOUR_CYCLE, "20");
        assertEquals(List.of("fileinstall.dir=a\\", "colour.cycle=6", "colour.cycle=20"), Files.readAllLines(file));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        new SettingsFile(file).write(Setting.FILEINSTALL_DIR, "a\\b folder");
        assertEquals("a\\b folder", Settings.read(file, java.util.Map.of()).text(Setting.FILEINSTALL_DIR));
    }

    @Test
    void permissionsStay() throws IOException {
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        new SettingsFile(file).write(Setting.HTTP_PORT, "9");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void failureLeavesNothingBehind() throws IOException {
        Files.createDirectory(file);
        Files.writeString(file.resolve("x"), "");
        assertThrows(IOException.class, () -> new SettingsFile(file).write(Setting.HTTP_PORT, "9"));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }
}
