package fil.release.service;

import fil.release.AtomicFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A release that somebody means.
 *
 * @param what what it was called
 * @param archive its archive, in a folder of its own, if it had to be fetched
 */
record Fetched(String what, Optional<Path> archive) implements AutoCloseable {
    /** One that is here, if it is anywhere. */
    static Fetched here(String what) {
        return new Fetched(what, Optional.empty());
    }

    static Fetched into(Path folder, String name) {
        return new Fetched(name, Optional.of(folder.resolve(SystemName.archive(name))));
    }

    /** Deletes what was fetched. */
    @Override
    public void close() {
        archive.ifPresent(file -> {
            try {
                AtomicFile.delete(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException("what was fetched cannot be deleted", e);
            }
        });
    }
}
