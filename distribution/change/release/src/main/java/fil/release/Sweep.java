package fil.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Deletes what a process that died in the middle of something left behind. To be run while nothing is changed.
 *
 * @param layout where it is left
 */
public record Sweep(Layout layout) {
    /** @throws IOException if something could not be deleted */
    public void run() throws IOException {
        sweep(layout.releases());
        sweep(layout.releases().resolve("history"));
    }

    private void sweep(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path left : all.filter(this::isLeft).toList()) {
                    AtomicFile.delete(left);
                }
            }
        }
    }

    private boolean isLeft(Path path) {
        String name = path.getFileName().toString();
        return path.equals(layout.ballast())
                || name.startsWith(".unpack-")
                || name.startsWith(".") && name.endsWith(".new");
    }
}
