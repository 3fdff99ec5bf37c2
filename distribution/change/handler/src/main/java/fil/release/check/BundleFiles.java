package fil.release.check;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.plan.BundleFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks whether the files of an unpacked release are there and are what the release says. */
public final class BundleFiles {
    private final ReleaseStore store;

    /** @param store where the releases are */
    public BundleFiles(ReleaseStore store) {
        this.store = store;
    }

    /**
     * @param release an unpacked release
     * @return a problem for each bundle that is missing, damaged or another one
     */
    public List<Problem> problems(Release release) {
        return release.bundles().stream()
                .flatMap(bundle -> problem(bundle, store.layout().file(bundle), "the installation"))
                .toList();
    }

    private Stream<Problem> problem(ReleaseBundle bundle, Path file, String where) {
        if (!Files.isRegularFile(file)) {
            return Stream.of(new Problem.BundleMissing(bundle, where));
        }
        try {
            String found = store.digest(file);
            return found.equals(bundle.sha256())
                    ? manifest(bundle, file)
                    : Stream.of(new Problem.DigestWrong(bundle, where, found));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * @param bundle a bundle of a release
     * @param file its file, with the right digest
     * @return what is wrong with its manifest, if something is
     */
    public static Stream<Problem> manifest(ReleaseBundle bundle, Path file) {
        try {
            BundleFacts facts = BundleFacts.of(file);
            boolean same = facts.symbolicName().equals(bundle.symbolicName())
                    && facts.version().equals(bundle.version());
            facts.appups();
            return same ? Stream.empty() : Stream.of(new Problem.ManifestOther(bundle, "its manifest says " + facts));
        } catch (ReleaseException e) {
            return Stream.of(new Problem.ManifestOther(bundle, e.getMessage()));
        }
    }
}
