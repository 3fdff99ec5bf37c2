package fil.release.archive;

import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.trust.Acceptance;
import fil.release.trust.Decision;
import fil.release.trust.DowngradeGuard;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.release.trust.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings a release from its archive into the installation: first all is read and judged, then what is new is copied to a
 * folder of its own, and only what is whole moves to its place, the feature file last. What fails leaves nothing behind.
 */
public final class Unpacking implements AutoCloseable {
    private static final long MARGIN = 1 << 20;
    private final ReleaseStore store;
    private final ReleaseArchive archive;
    private final Terms terms;
    private Decision decision;
    private final ArchiveContents contents;
    private final PresentReleases present;
    private final List<ReleaseBundle> fresh;
    private Optional<Path> staging = Optional.empty();

    /**
     * @param store where the release goes
     * @param archive the archive
     * @param terms what is accepted of it
     * @throws RefusedException if the archive comes from nobody who is trusted here, or is not sound
     */
    public Unpacking(ReleaseStore store, ReleaseArchive archive, Terms terms) {
        this.store = store;
        this.archive = archive;
        this.terms = terms;
        this.decision = decide(store, archive.file(), terms);
        this.contents = archive.inspect();
        if (!contents.sha512().equals(decision.sha512())) {
            throw RefusedException.changed(archive.file());
        }
        this.present = new PresentReleases(store, contents.release());
        this.fresh =
                contents.release().bundles().stream().filter(present::lacks).toList();
    }

    /** @return why the archive is trusted, or that nobody said whom to trust */
    public Decision decision() {
        return decision;
    }

    /** Before anything in the archive is looked at. */
    static Decision decide(ReleaseStore store, Path file, Terms terms) {
        try {
            return Trust.of(store.layout().home()).decide(file, terms);
        } catch (TrustException e) {
            throw RefusedException.archive(file, new Problem.NotTrusted(file, e.getMessage()));
        }
    }

    /** @return the release in the archive */
    public Release release() {
        return contents.release();
    }

    /** @return all that is wrong with it; nothing is written */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        olderBuild().ifPresent(problems::add);
        long needed = MARGIN;
        for (ReleaseBundle bundle : release().bundles()) {
            ArchiveContents.Found found = contents.bundles().get(bundle.fileName());
            if (found == null) {
                problems.add(new Problem.BundleMissing(bundle, "the archive"));
            } else if (!found.sha256().equals(bundle.sha256())) {
                problems.add(new Problem.DigestWrong(bundle, "the archive", found.sha256()));
            } else if (fresh.contains(bundle)) {
                needed += found.size();
                present.owner(bundle).ifPresent(owner -> problems.add(new Problem.FileTaken(bundle, owner)));
            }
        }
        long free = store.layout().home().toFile().getUsableSpace();
        if (free < needed) {
            problems.add(new Problem.DiskFull(store.layout().home(), needed, free));
        }
        return problems;
    }

    /**
     * Copies what is new to a folder of its own, so that it can be looked at. To be called only if there are no problems.
     *
     * @throws ReleaseException if it fails
     */
    public void stage() {
        try {
            staging = Optional.of(Files.createTempDirectory(
                    Files.createDirectories(store.layout().releases()), ".unpack-"));
            Map<String, Path> places = new HashMap<>();
            fresh.forEach(bundle -> places.put(bundle.fileName(), file(bundle)));
            archive.extract(places);
            for (ReleaseBundle bundle : fresh) {
                if (!Files.exists(file(bundle)) || !Digest.of(file(bundle)).equals(bundle.sha256())) {
                    throw new IOException("the archive changed while it was read");
                }
                AtomicFile.force(file(bundle));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * @param bundle a bundle of the release
     * @return its file: staged if it is new, else the one that is there
     */
    public Path file(ReleaseBundle bundle) {
        return staging.isPresent() && fresh.contains(bundle)
                ? staging.get().resolve(bundle.fileName())
                : store.layout().file(bundle);
    }

    /**
     * @param look looks at the bundles of an archive that has problems, as far as they can be had
     * @param <T> what it finds
     * @return what it found
     */
    public <T> T look(Function<Function<ReleaseBundle, Path>, T> look) {
        try {
            return archive.look(release(), look);
        } catch (IOException | ReleaseException e) {
            // no room to look into them: their files are nowhere
            return look.apply(bundle -> store.layout().releases().resolve(bundle.fileName() + ".unread"));
        }
    }

    /**
     * Moves what was staged to its place.
     *
     * @return the names of the files of the bundles that were copied
     * @throws ReleaseException if it fails; nothing is left behind
     */
    public List<String> settle() {
        List<Path> settled = new ArrayList<>();
        try {
            Files.createDirectories(store.layout().bundles());
            for (ReleaseBundle bundle : fresh) {
                AtomicFile.move(file(bundle), store.layout().file(bundle));
                settled.add(store.layout().file(bundle));
            }
            Path feature = store.layout().feature(release().name());
            Files.createDirectories(feature.getParent());
            if (present.otherBuild().isPresent()) {
                // what comes under this name was not installed before
                store.statusFile().write(store.status().without(release().name()));
            }
            AtomicFile.write(
                    store.layout().trustFile(release().name()),
                    Acceptance.of(decision, Digest.of(contents.feature())).text());
            AtomicFile.write(feature, contents.feature());
        } catch (IOException e) {
            settled.forEach(file -> file.toFile().delete());
            throw failed(e);
        }
        return fresh.stream().map(ReleaseBundle::fileName).toList();
    }

    /** Leaves nothing behind of what was staged. */
    @Override
    public void close() {
        try {
            if (staging.isPresent()) {
                AtomicFile.delete(staging.get());
            }
        } catch (IOException e) {
            throw new ReleaseException(
                    staging.get() + " could not be deleted: " + e.getMessage() + "; delete it by hand", e);
        }
    }

    /** Under the name of a release that is here comes other content: that must not be what was published before it. */
    private Optional<Problem> olderBuild() {
        Optional<Release> before = present.otherBuild();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try {
            decision = DowngradeGuard.of(store.layout().home())
                    .requireNewerBuild(
                            release().name(),
                            decision,
                            Acceptance.read(store.layout().trustFile(release().name())),
                            present.goesDownFrom(before.get()),
                            terms);
            return Optional.empty();
        } catch (TrustException e) {
            return Optional.of(new Problem.NotTrusted(archive.file(), e.getMessage()));
        }
    }

    private ReleaseException failed(IOException e) {
        return new ReleaseException(
                "the release " + release().name() + " could not be unpacked: " + e + "; nothing of it was left behind",
                e);
    }
}
