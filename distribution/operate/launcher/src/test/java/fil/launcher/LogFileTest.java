package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path folder;

    /** As two processes of a takeover do. */
    @Test
    void twoWriteOneFileAndNoLineIsLostWhenItTurns() throws IOException {
        LogFile old = new LogFile(folder, 3_000, 9);
        LogFile fresh = new LogFile(folder, 3_000, 9);
        for (int i = 0; i < 40; i++) {
            old.publish(new LogRecord(Level.INFO, "line " + i + " of the old one"));
            fresh.publish(new LogRecord(Level.INFO, "line " + i + " of the new one"));
        }
        old.close();
        fresh.close();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
                assertTrue(Files.size(file) < 3_300, file + " " + Files.size(file));
                lines.addAll(Files.readAllLines(file));
            }
        }
        for (String who : List.of("old", "new")) {
            IntStream.range(0, 40)
                    .mapToObj(i -> "line " + i + " of the " + who + " one")
                    .forEach(wanted -> assertEquals(
                            1, lines.stream().filter(it -> it.endsWith(wanted)).count(), wanted));
        }
    }

    @Test
    void asManyFilesAreKeptAsWanted() throws IOException {
        LogFile log = new LogFile(folder, 200, 3);
        for (int i = 0; i < 50; i++) {
            log.publish(new LogRecord(Level.INFO, "line " + i));
        }
        log.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("fil.0.log", "fil.1.log", "fil.2.log"),
                    files.map(it -> it.getFileName().toString())
                            .filter(it -> it.endsWith(".log"))
                            .sorted()
                            .toList());
        }
        assertTrue(Files.readString(folder.resolve("fil.0.log")).contains("line 49"));
    }
}
