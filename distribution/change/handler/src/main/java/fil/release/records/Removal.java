package fil.release.records;

import fil.release.AtomicFile;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes a release and the files that no other release needs. */
public final class Removal {
    private final ReleaseStore store;

    /** @param store has it */
    public Removal(ReleaseStore store) {
        this.store = store;
    }

    /**
     * @param name the name of a release that is neither permanent nor current
     * @return the files that were freed
     * @throws ReleaseException if it stays, or could not be removed fully
     */
    public List<String> remove(String name) {
        Status status = store.status();
        return remove(name, status, new HashSet<>(List.of(status.permanent(), status.current())));
    }

    /**
     * Removes while nothing runs: only what the next start boots stays. The status goes on saying which release ran last, as
     * that is what the start finds in the cache.
     *
     * @param name the name of a release that is not permanent
     * @return the files that were freed
     * @throws ReleaseException if it stays, or could not be removed fully
     */
    public List<String> removeAtRest(String name) {
        Status status = store.status();
        return remove(name, status, Set.of(status.permanent()));
    }

    private List<String> remove(String name, Status status, Set<String> staying) {
        if (staying.contains(name)) {
            throw new ReleaseException(name + " is " + status.of(name) + " and stays; install another one first");
        }
        Release release = store.release(Release.requireName(name));
        if (store.readable().size() != store.names().size()) {
            throw new ReleaseException("a feature in " + store.layout().releases()
                    + " cannot be read, so it is not known whose files are whose; unpack that release again first");
        }
        Set<String> needed = store.readable().values().stream()
                .filter(other -> !other.name().equals(name))
                .flatMap(other -> other.bundles().stream())
                .map(ReleaseBundle::fileName)
                .collect(Collectors.toSet());
        try {
            return removed(release, needed, status);
        } catch (IOException e) {
            throw new ReleaseException(name + " could not be removed fully: " + e + "; try it again", e);
        }
    }

    private List<String> removed(Release release, Set<String> needed, Status status) throws IOException {
        // first the feature: a crash then leaves files of no release, but no release without files
        AtomicFile.delete(store.layout().feature(release.name()));
        List<String> freed = new ArrayList<>();
        for (ReleaseBundle bundle : release.bundles()) {
            if (!needed.contains(bundle.fileName())
                    && Files.deleteIfExists(store.layout().file(bundle))) {
                freed.add(bundle.fileName());
            }
        }
        AtomicFile.delete(store.layout().feature(release.name()).getParent());
        store.statusFile().write(status.without(release.name()));
        return freed;
    }
}
