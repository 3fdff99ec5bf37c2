package fil.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a test's own, with a space in their names, short enough for the path of a socket in them. */
public final class Folders {
    private Folders() {}

    public static Path fresh() {
        try {
            return Files.createTempDirectory("fil it ").toRealPath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The last lines of each file in a folder of logs. */
    public static String tails(Path logs) {
        if (!Files.isDirectory(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.list(logs)) {
            StringBuilder tails = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                tails.append(file.getFileName()).append(":\n");
                lines.subList(Math.max(0, lines.size() - 40), lines.size())
                        .forEach(line -> tails.append(line).append('\n'));
            }
            return tails.toString();
        } catch (IOException | UncheckedIOException failed) {
            return "the logs cannot be read: " + failed;
        }
    }
}
