package fil.release.archive;

import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.trust.Decision;
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

/**
 * Brings a release from its archive into the installation: first all is read and judged, then what is new is copied to a
 * folder of its own, and only what is whole moves to its place, the feature file last. What fails leaves nothing behind.
 */
public final class Unpacking {
    private static final long MARGIN = 1 << 20;
    private final ReleaseStore store;
    private final ReleaseArchive archive;
    private final Decision decision;
    private final ArchiveContents contents;

    /**
     * @param store where the release goes
     * @param archive the archive
     * @throws RefusedException if the archive comes from nobody who is trusted here, or is not sound
     */
    public Unpacking(ReleaseStore store, ReleaseArchive archive) {
        this.store = store;
        this.archive = archive;
        this.decision = decide(store, archive.file());
        this.contents = archive.inspect();
        if (!contents.sha512().equals(decision.sha512())) {
            throw new RefusedException(new Problem.ArchiveDamaged(archive.file(), "", "changed while it was read"));
        }
    }

    /** @return why the archive is trusted, or that nobody said whom to trust */
    public Decision decision() {
        return decision;
    }

    /** Before anything in the archive is looked at. */
    private static Decision decide(ReleaseStore store, Path file) {
        try {
            return new Trust(store.home().resolve("conf").resolve("trusted")).decide(file);
        } catch (TrustException e) {
            throw new RefusedException(new Problem.NotTrusted(file, e.getMessage()));
        }
    }

    /** @return the release in the archive */
    public Release release() {
        return contents.release();
    }

    /** @return all that is wrong with it; nothing is written */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        long needed = MARGIN;
        for (ReleaseBundle bundle : release().bundles()) {
            ArchiveContents.Found found = contents.bundles().get(bundle.fileName());
            if (found == null) {
                problems.add(new Problem.BundleMissing(bundle, "the archive"));
            } else if (!found.sha256().equals(bundle.sha256())) {
                problems.add(new Problem.DigestWrong(bundle, "the archive", found.sha256()));
            } else if (isNew(bundle)) {
                needed += found.size();
                owner(bundle).ifPresent(owner -> problems.add(new Problem.FileTaken(bundle, owner)));
            }
        }
        long free = store.home().toFile().getUsableSpace();
        if (free < needed) {
            problems.add(new Problem.DiskFull(store.home(), needed, free));
        }
        return problems;
    }

    /**
     * Copies what is new. To be called only if there are no problems.
     *
     * @return the names of the files of the bundles that were copied
     * @throws ReleaseException if it fails; nothing is left behind
     */
    public List<String> unpack() {
        List<ReleaseBundle> fresh =
                release().bundles().stream().filter(this::isNew).toList();
        try {
            Path staging = Files.createTempDirectory(Files.createDirectories(store.releases()), ".unpack-");
            try {
                stage(fresh, staging);
                settle(fresh, staging);
            } finally {
                AtomicFile.delete(staging);
            }
        } catch (IOException e) {
            throw new ReleaseException(
                    "the release " + release().name() + " could not be unpacked: " + e
                            + "; nothing of it was left behind",
                    e);
        }
        return fresh.stream().map(ReleaseBundle::fileName).toList();
    }

    private void stage(List<ReleaseBundle> fresh, Path staging) throws IOException {
        Map<String, Path> places = new HashMap<>();
        fresh.forEach(bundle -> places.put(bundle.fileName(), staging.resolve(bundle.fileName())));
        archive.extract(places);
        for (ReleaseBundle bundle : fresh) {
            Path file = places.get(bundle.fileName());
            if (!Files.exists(file) || !Digest.of(file).equals(bundle.sha256())) {
                throw new IOException("the archive changed while it was read");
            }
            AtomicFile.force(file);
        }
    }

    private void settle(List<ReleaseBundle> fresh, Path staging) throws IOException {
        Files.createDirectories(store.bundles());
        List<Path> settled = new ArrayList<>();
        try {
            for (ReleaseBundle bundle : fresh) {
                AtomicFile.move(staging.resolve(bundle.fileName()), store.file(bundle));
                settled.add(store.file(bundle));
            }
            Path feature = store.feature(release().name());
            Files.createDirectories(feature.getParent());
            AtomicFile.write(feature, contents.feature());
        } catch (IOException e) {
            for (Path file : settled) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    private boolean isNew(ReleaseBundle bundle) {
        try {
            return !Files.isRegularFile(store.file(bundle))
                    || !Digest.of(store.file(bundle)).equals(bundle.sha256());
        } catch (IOException e) {
            throw new ReleaseException("the bundle " + store.file(bundle) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file that is there with other content belongs to another release only if it is what that release says. */
    private Optional<String> owner(ReleaseBundle bundle) {
        if (!Files.isRegularFile(store.file(bundle))) {
            return Optional.empty();
        }
        return store.readable().values().stream()
                .filter(other -> !other.name().equals(release().name()))
                .filter(other -> other.bundles().stream()
                        .anyMatch(theirs -> theirs.fileName().equals(bundle.fileName())
                                && !theirs.sha256().equals(bundle.sha256())))
                .map(Release::name)
                .findFirst();
    }
}
