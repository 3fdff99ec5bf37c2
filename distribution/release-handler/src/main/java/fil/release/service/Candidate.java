package fil.release.service;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.Unpacking;
import fil.release.check.BundleFiles;
import fil.release.plan.Assembly;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A release that somebody wants: unpacked already, or still in its archive and only staged. */
final class Candidate implements AutoCloseable {
    private final ReleaseStore store;
    private final Release release;
    private final Optional<Unpacking> unpacking;
    private final List<Problem> problems;

    private Candidate(ReleaseStore store, Release release, Optional<Unpacking> unpacking, List<Problem> problems) {
        this.store = store;
        this.release = release;
        this.unpacking = unpacking;
        this.problems = problems;
    }

    static Candidate unpacked(ReleaseStore store, Release release) {
        return new Candidate(store, release, Optional.empty(), new BundleFiles(store).problems(release));
    }

    static Candidate archived(ReleaseStore store, Unpacking unpacking) {
        List<Problem> problems = unpacking.problems();
        if (problems.isEmpty()) {
            unpacking.stage();
            unpacking.release().bundles().stream()
                    .flatMap(bundle -> BundleFiles.manifest(bundle, unpacking.file(bundle)))
                    .forEach(problems::add);
        }
        return new Candidate(store, unpacking.release(), Optional.of(unpacking), problems);
    }

    Release release() {
        return release;
    }

    /** What is wrong with its files; if anything is, its bundles cannot be looked into. */
    List<Problem> problems() {
        return problems;
    }

    /** Why its archive was believed; for one that was unpacked before, that was decided then. */
    String trust() {
        return unpacking
                .map(archive -> archive.decision().why())
                .orElseGet(() -> "unpacked before"
                        + store.trust(release.name()).map(why -> ", " + why).orElse(""));
    }

    Path file(ReleaseBundle bundle) {
        return unpacking.map(staged -> staged.file(bundle)).orElse(store.file(bundle));
    }

    Assembly assembly(Manifests manifests) {
        return Assembly.of(release, bundle -> manifests.of(file(bundle)));
    }

    /** Moves what is staged into the installation. */
    List<String> settle() {
        return unpacking.map(Unpacking::settle).orElse(List.of());
    }

    @Override
    public void close() {
        unpacking.ifPresent(Unpacking::close);
    }

    static ReleaseException unknown(ReleaseStore store, String what) {
        return new ReleaseException("there is no release '" + Release.printable(what) + "': it is neither unpacked ("
                + String.join(", ", store.names()) + ") nor an archive in " + store.releases()
                + " or the repository; give the path of its archive");
    }
}
