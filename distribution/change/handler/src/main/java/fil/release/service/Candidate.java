package fil.release.service;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseStore;
import fil.release.archive.RefusedException;
import fil.release.archive.Unpacking;
import fil.release.check.BundleFiles;
import fil.release.check.Readable;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.trust.Terms;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A release that somebody wants: unpacked already, or still in its archive and only staged. */
final class Candidate implements AutoCloseable {
    private final ReleaseStore store;
    private final Release release;
    private final Optional<Unpacking> unpacking;
    private final List<Problem> problems;
    private final Belief belief;

    private Candidate(
            ReleaseStore store, Release release, Optional<Unpacking> unpacking, List<Problem> problems, Belief belief) {
        this.store = store;
        this.release = release;
        this.unpacking = unpacking;
        this.problems = problems;
        this.belief = belief;
    }

    /** @throws RefusedException if it is not to be installed as it is */
    static Candidate unpacked(ReleaseStore store, Release release, Terms terms) {
        Belief belief = Belief.unpacked(store, release, terms);
        return new Candidate(store, release, Optional.empty(), new BundleFiles(store).problems(release), belief);
    }

    static Candidate archived(ReleaseStore store, Unpacking unpacking, Terms terms) {
        List<Problem> problems = unpacking.problems();
        Belief belief = new Belief(store, unpacking.release().name(), unpacking.decision(), terms);
        Candidate candidate = new Candidate(store, unpacking.release(), Optional.of(unpacking), problems, belief);
        boolean whole = false;
        try {
            if (problems.isEmpty()) {
                unpacking.stage();
                unpacking.release().bundles().stream()
                        .flatMap(bundle -> BundleFiles.manifest(bundle, unpacking.file(bundle)))
                        .forEach(problems::add);
            }
            whole = true;
            return candidate;
        } finally {
            if (!whole) {
                candidate.close();
            }
        }
    }

    Release release() {
        return release;
    }

    /** What is wrong with its files. */
    List<Problem> problems() {
        return problems;
    }

    /** Why it may be installed. */
    Belief belief() {
        return belief;
    }

    Path file(ReleaseBundle bundle) {
        return unpacking
                .map(staged -> staged.file(bundle))
                .orElse(store.layout().file(bundle));
    }

    /** The release as one side of a change; if something is wrong with its files, as far as they can be read. */
    Assembly assembly(Assembly running) {
        if (problems.isEmpty()) {
            return Assembly.of(release, bundle -> BundleFacts.of(file(bundle)));
        }
        return unpacking
                .map(archive -> archive.look(files -> Readable.of(release, files, running)))
                .orElseGet(() -> Readable.of(release, store.layout()::file, running));
    }

    /** How large the file of a bundle is; 0 if it is not there. */
    long size(String symbolicName) {
        return release.bundle(symbolicName)
                .map(this::file)
                .map(Path::toFile)
                .map(File::length)
                .orElse(0L);
    }

    /** Moves what is staged into the installation. */
    List<String> settle() {
        return unpacking.map(Unpacking::settle).orElse(List.of());
    }

    @Override
    public void close() {
        unpacking.ifPresent(Unpacking::close);
    }
}
