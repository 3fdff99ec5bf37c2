package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    private static final String FILE = "java.util.logging.config.file";

    @TempDir
    private Path folder;

    private final String before = System.getProperty(FILE, "");
    private final Log log = new Log();

    @AfterEach
    void restore() {
        if (before.isEmpty()) {
            System.clearProperty(FILE);
        } else {
            System.setProperty(FILE, before);
        }
    }

    private void read(byte[] text) throws IOException {
        System.setProperty(
                FILE, Files.write(folder.resolve("logging.properties"), text).toString());
        log.readConfiguration();
    }

    @Test
    void firstLineCountsWhateverAnEditorWritesBeforeIt() throws IOException {
        read("\uFEFFsome.level=FINE\nother.level=INFO\n".getBytes(StandardCharsets.UTF_8));
        assertEquals("FINE", log.getProperty("some.level"));
        assertEquals("INFO", log.getProperty("other.level"));
    }

    @Test
    void commentMayBeInLatinLetters() throws IOException {
        read("# für alle\nsome.level=FINE\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("FINE", log.getProperty("some.level"));
    }

    /** The test does not stand in an installation, which has the standard one. */
    @Test
    void whatCannotBeReadIsToldAndTheStandardOneIsRead() {
        System.setProperty(FILE, folder.toString());
        NoSuchFileException standard = assertThrows(NoSuchFileException.class, log::readConfiguration);
        assertEquals(Path.of("conf", "default", "logging.properties").toString(), standard.getFile());
    }
}
