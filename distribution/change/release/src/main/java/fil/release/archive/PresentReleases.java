package fil.release.archive;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What of a release that comes is here already, and what of that belongs to others. */
final class PresentReleases {
    private final ReleaseStore store;
    private final Release coming;

    PresentReleases(ReleaseStore store, Release coming) {
        this.store = store;
        this.coming = coming;
    }

    /** Whether a bundle is not here, or not as the release wants it. */
    boolean lacks(ReleaseBundle bundle) {
        Path file = store.layout().file(bundle);
        try {
            return !Files.isRegularFile(file) || !store.digest(file).equals(bundle.sha256());
        } catch (IOException e) {
            throw new ReleaseException("the bundle " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is here under the same name, if it is not the same. */
    Optional<Release> otherBuild() {
        return Optional.ofNullable(store.readable().get(coming.name())).filter(it -> !it.equals(coming));
    }

    /** Whether a bundle has a lower version in the release that comes than in this one. */
    boolean goesDownFrom(Release other) {
        return coming.bundles().stream().anyMatch(bundle -> other.bundle(bundle.symbolicName())
                .filter(it -> it.version().compareTo(bundle.version()) > 0)
                .isPresent());
    }

    /** The release whose a file is that is here with other content: only if it is what that release says. */
    Optional<String> owner(ReleaseBundle bundle) {
        if (!Files.isRegularFile(store.layout().file(bundle))) {
            return Optional.empty();
        }
        return store.readable().values().stream()
                .filter(other -> !other.name().equals(coming.name()) || isInUse())
                .filter(other -> other.bundles().stream()
                        .anyMatch(theirs -> theirs.fileName().equals(bundle.fileName())
                                && !theirs.sha256().equals(bundle.sha256())))
                .map(Release::name)
                .findFirst();
    }

    /** The release that runs, or that the next start boots, must not get other files under its name. */
    private boolean isInUse() {
        Status status = store.status();
        return List.of(status.permanent(), status.current()).contains(coming.name());
    }
}
