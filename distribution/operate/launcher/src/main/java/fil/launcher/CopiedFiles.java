package fil.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a new process has read of the old one's files, and whether somebody has changed them since: that would be lost. */
final class CopiedFiles {
    private static final List<Path> SETTINGS =
            List.of(Path.of("conf", "fil.properties"), Path.of("releases", "status.properties"));
    private static final String LOCK = "cache.lock";

    private final Path cache;
    private final Map<Path, String> then;

    /** To be made before the copy is: what changes while it is made has changed. */
    CopiedFiles(Path cache) throws IOException {
        this.cache = cache;
        this.then = look();
    }

    /** @throws StartRefused if something is not as it was */
    void requireUnchanged() throws StartRefused, IOException {
        Map<Path, String> now = look();
        Map<Path, String> gone = new TreeMap<>(then);
        now.forEach((file, state) -> gone.remove(file, state));
        now.entrySet().removeAll(then.entrySet());
        gone.putAll(now);
        if (!gone.isEmpty()) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "what the new process has copied was changed meanwhile ("
                            + gone.keySet().iterator().next()
                            + (gone.size() == 1 ? "" : " and " + (gone.size() - 1) + " more")
                            + "); nothing is lost, try again.");
        }
    }

    private Map<Path, String> look() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cache)) {
            Stream.concat(files, SETTINGS.stream())
                    .filter(it -> !it.endsWith(LOCK))
                    .forEach(it -> put(all, it));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
        }
        return all;
    }

    private static void put(Map<Path, String> all, Path file) {
        try {
            if (Files.isRegularFile(file)) {
                all.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        } catch (NoSuchFileException e) {
            all.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
