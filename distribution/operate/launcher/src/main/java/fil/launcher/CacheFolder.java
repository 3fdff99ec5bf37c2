package fil.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The framework's cache has two places, because two processes cannot share one while the second takes over from the first. */
final class CacheFolder {
    private static final Path FIRST = Path.of("felix-cache");
    private static final Path SECOND = Path.of("felix-cache.2");
    private static final String LOCK = "cache.lock";

    private CacheFolder() {}

    /** @return the one that is used, as bin/keeper has decided it; without its word the one that is there */
    static Path current() throws IOException {
        Optional<Path> decided =
                TakeoverStates.recorded("cache").map(Path::of).filter(it -> it.equals(FIRST) || it.equals(SECOND));
        return decided.filter(it -> Files.exists(it) || Files.notExists(other(it)))
                .orElse(Files.exists(SECOND) && !Files.exists(FIRST) ? SECOND : FIRST);
    }

    private static Path other(Path one) {
        return one.equals(FIRST) ? SECOND : FIRST;
    }

    static Path other() throws IOException {
        return other(current());
    }

    /** Of a takeover that has ended, one way or the other. */
    static void forgetOther() throws IOException {
        delete(other());
        delete(fresh(other()));
    }

    private static Path fresh(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".new");
    }

    /** Appears under its name once it is whole. What the process that uses it deletes meanwhile is left out. */
    static void copy(Path from, Path to) throws IOException {
        Path fresh = fresh(to);
        delete(fresh);
        delete(to);
        if (Files.notExists(from)) {
            Files.createDirectories(fresh);
        } else {
            Files.walkFileTree(from, new Copying(from, fresh));
        }
        Files.move(fresh, to);
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectory(target(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                if (!file.endsWith(LOCK)) {
                    Files.copy(file, target(file));
                }
            } catch (NoSuchFileException e) {
                return visitFileFailed(file, e);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (!(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path file) {
            return to.resolve(from.relativize(file).toString());
        }
    }
}
