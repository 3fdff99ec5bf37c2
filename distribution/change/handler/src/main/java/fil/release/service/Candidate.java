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
import fil.release.trust.Acceptance;
import fil.release.trust.Trust;
import fil.release.trust.TrustException;
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

    private Candidate(ReleaseStore store, Release release, Optional<Unpacking> unpacking, List<Problem> problems) {
        this.store = store;
        this.release = release;
        this.unpacking = unpacking;
        this.problems = problems;
    }

    /** @throws RefusedException if what it was believed for was revoked since it was unpacked */
    static Candidate unpacked(ReleaseStore store, Release release) {
        try {
            Acceptance.read(store.trustFile(release.name()))
                    .ifPresent(accepted -> Trust.of(store.home()).requireNotRevoked(release.name(), accepted));
        } catch (TrustException e) {
            throw new RefusedException(new Problem.NotTrusted(store.feature(release.name()), e.getMessage()));
        }
        return new Candidate(store, release, Optional.empty(), new BundleFiles(store).problems(release));
    }

    static Candidate archived(ReleaseStore store, Unpacking unpacking) {
        List<Problem> problems = unpacking.problems();
        Candidate candidate = new Candidate(store, unpacking.release(), Optional.of(unpacking), problems);
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

    /** Why its archive was believed; for one that was unpacked before, that was decided then. */
    String trust() {
        return unpacking
                .map(archive -> archive.decision().why())
                .orElseGet(() -> "unpacked before"
                        + Acceptance.read(store.trustFile(release.name()))
                                .map(accepted -> ", " + accepted.why())
                                .orElse(""));
    }

    Path file(ReleaseBundle bundle) {
        return unpacking.map(staged -> staged.file(bundle)).orElse(store.file(bundle));
    }

    /** The release as one side of a change; if something is wrong with its files, as far as they can be read. */
    Assembly assembly(Manifests manifests, Assembly running) {
        if (problems.isEmpty()) {
            return Assembly.of(release, bundle -> manifests.of(file(bundle)));
        }
        return unpacking
                .map(archive -> archive.look(files -> Readable.of(release, files, running)))
                .orElseGet(() -> Readable.of(release, store::file, running));
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
