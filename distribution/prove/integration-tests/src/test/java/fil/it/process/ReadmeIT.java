package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's commands, typed one after the other as a new user does. */
class ReadmeIT {
    @Test
    void everyCommandOfTheReadmeWorks() throws IOException {
        try (Installation installation = Installation.of(Archives.A).start()) {
            Files.copy(Archives.of(Archives.B), installation.home().resolve("fil-1986.b.tar.gz"));
            List<String> commands = commands();
            assertTrue(commands.size() >= 8, () -> "The README has only the commands " + commands);
            for (String command : commands) {
                installation
                        .run(installation.home(), List.of("sh", "-c", command))
                        .ends(0)
                        .hasNoTrace();
            }
            assertEquals("Hello #1", installation.web().greeting(), "the last of them is the way back");
        }
    }

    /** The lines of the README's shell blocks that call bin/fil, but those that start or become the system. */
    private static List<String> commands() throws IOException {
        Path readme = Path.of(System.getProperty("fil.root"), "README.md");
        return Files.readAllLines(readme).stream()
                .filter(line -> line.startsWith("bin/fil "))
                .map(line -> line.replaceAll("\\s+#.*", ""))
                .filter(line -> !line.matches("bin/fil (start|stop|console|attach|foreground)"))
                .toList();
    }
}
