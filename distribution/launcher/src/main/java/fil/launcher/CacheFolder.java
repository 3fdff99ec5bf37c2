package fil.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The framework's cache has two places, because two processes cannot share one while the second takes over from the first. */
final class CacheFolder {
    private static final Path FIRST = Path.of("felix-cache");
    private static final Path SECOND = Path.of("felix-cache.2");
    private static final String LOCK = "cache.lock";

    private CacheFolder() {}

    /** @return the one that is used; if both are there, a take-over was interrupted before the first was given up */
    static Path current() {
        return Files.exists(SECOND) && !Files.exists(FIRST) ? SECOND : FIRST;
    }

    static Path other() {
        return current().equals(FIRST) ? SECOND : FIRST;
    }

    /** Appears under its name once it is whole. */
    static void copy(Path from, Path to) throws IOException {
        Path fresh = to.resolveSibling(to.getFileName() + ".new");
        delete(fresh);
        delete(to);
        if (Files.notExists(from)) {
            Files.createDirectories(fresh);
        }
        for (Path file : files(from)) {
            if (!file.endsWith(LOCK)) {
                Files.copy(file, fresh.resolve(from.relativize(file).toString()));
            }
        }
        Files.move(fresh, to);
    }

    static void delete(Path folder) throws IOException {
        for (Path file :
                files(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
