package fil.release;

import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of bundles as it was before a change, beside the state itself. It is complete or it does not count: the file
 * {@code complete} is written last. Restored by the undo of a change, or by the start after a crash.
 */
public final class StateCopy {
    /** A line for each state that any bundle keeps. */
    private static final int LARGEST = 16 << 20;

    private final Path copy;
    private final Path state;

    /**
     * @param releases the folder of the releases
     * @param state the folder of the states, one folder for each bundle
     */
    public StateCopy(Path releases, Path state) {
        this.copy = releases.resolve(".undo");
        this.state = state;
    }

    /**
     * Copies the state of bundles.
     *
     * @param symbolicNames the bundles
     * @throws IOException if it could not be copied
     */
    public void save(Collection<String> symbolicNames) throws IOException {
        AtomicFile.delete(copy);
        Files.createDirectories(copy);
        List<String> saved = new ArrayList<>();
        for (String name : symbolicNames) {
            AtomicFile.copy(state.resolve(name), copy.resolve(name));
            saved.add(name + "/");
            children(copy.resolve(name)).forEach(file -> saved.add(name + "/" + file.getFileName()));
        }
        AtomicFile.write(complete(), String.join("\n", saved));
    }

    /**
     * Puts the states back as they were when they were saved; does nothing if none are. Takes no room on the disk, and
     * may be done again if it was interrupted.
     *
     * @throws IOException if that failed
     */
    public void restore() throws IOException {
        Set<String> saved = Files.exists(complete())
                ? Set.copyOf(SmallFile.text(complete(), LARGEST).lines().toList())
                : Set.of();
        for (String entry : saved) {
            if (entry.endsWith("/")) {
                restore(entry, saved);
            }
        }
    }

    /**
     * @throws IOException if the copy could not be deleted
     */
    public void forget() throws IOException {
        Files.deleteIfExists(complete());
        AtomicFile.delete(copy);
    }

    private void restore(String folder, Set<String> saved) throws IOException {
        Path target = Files.createDirectories(state.resolve(folder));
        for (Path there : children(target)) {
            if (!saved.contains(folder + there.getFileName())) {
                AtomicFile.delete(there);
            }
        }
        for (Path file : children(copy.resolve(folder))) {
            AtomicFile.move(file, target.resolve(file.getFileName().toString()));
        }
    }

    private Path complete() {
        return copy.resolve("complete");
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
