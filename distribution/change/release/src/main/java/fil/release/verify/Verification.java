package fil.release.verify;

import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.archive.ReleaseArchive;
import fil.release.trust.Acceptance;
import fil.signals.Reason;
import fil.signals.SystemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds each file of an installation that is not the operator's against its archive, or the list that the archive had, and
 * each bundle against the feature of its release. Changes nothing.
 */
public final class Verification {
    /** What an archive brings wholly: nothing else belongs there. */
    private static final List<String> FOLDERS =
            List.of("bin", "conf/default", "conf/etc", "repository", "runtime", "share");

    private static final String RELEASES = "releases/";
    private static final String BUNDLES = "bundle/";
    private final ReleaseStore store;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();
    private int files;

    /**
     * A file that is not as it was released.
     *
     * @param file its path in the installation
     * @param what is wrong with it, as the rest of a sentence
     */
    public record Finding(String file, String what) {
        @Override
        public String toString() {
            return Release.printable(file) + " " + what;
        }
    }

    /**
     * @param store the releases of the installation
     * @param progress hears which file is looked at
     */
    public Verification(ReleaseStore store, Consumer<String> progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Against the list that the archive had.
     *
     * @return what is not as it was released
     */
    public List<Finding> byList() {
        Optional<Map<String, String>> list = FileList.read(store.layout().home());
        if (list.isEmpty()) {
            found(
                    FileList.FILE,
                    "is missing, so nothing is known of the files beside it; name the archive: " + SystemName.PROGRAM
                            + " verify ARCHIVE");
            releases();
            return List.copyOf(findings);
        }
        return byDigests(list.get(), true);
    }

    /**
     * Against an archive.
     *
     * @param archive the archive
     * @return what is not as it was released
     */
    public List<Finding> byArchive(Path archive) {
        return byDigests(new ReleaseArchive(archive, ArchiveLimits.USUAL).digests(progress), false);
    }

    /** @return how many files were looked at */
    public int files() {
        return files;
    }

    private List<Finding> byDigests(Map<String, String> expected, boolean wholly) {
        expected.forEach((name, digest) -> {
            if (isAsked(name, wholly)) {
                compare(name, digest);
            }
        });
        releases();
        FOLDERS.forEach(folder -> extra(folder, expected.keySet()));
        return List.copyOf(findings);
    }

    /** Of a release that was removed nothing is expected; one that an upgrade brought has its feature alone. */
    private boolean isAsked(String name, boolean wholly) {
        if (name.startsWith(BUNDLES) || name.equals(FileList.FILE)) {
            return false;
        }
        if (!name.startsWith(RELEASES)) {
            return true;
        }
        Path file = store.layout().home().resolve(name);
        return Files.isDirectory(file.getParent()) && (wholly || name.endsWith(feature(file)) || Files.exists(file));
    }

    private static String feature(Path file) {
        return "/" + file.getParent().getFileName() + ".json";
    }

    private void releases() {
        Set<String> present = names(store.layout().bundles());
        Set<String> known = new TreeSet<>();
        for (String name : store.names()) {
            try {
                release(store.release(name), known);
            } catch (ReleaseException e) {
                found(RELEASES + name + "/" + name + ".json", "cannot be read: " + e.getMessage());
            }
        }
        present.removeAll(known);
        // a release that is unpacked meanwhile has its bundles before its feature
        store.readable().values().stream()
                .flatMap(release -> release.bundles().stream())
                .forEach(bundle -> present.remove(bundle.fileName()));
        present.forEach(file -> found(BUNDLES + file, "is of no release"));
    }

    private void release(Release release, Set<String> known) {
        for (ReleaseBundle bundle : release.bundles()) {
            if (known.add(bundle.fileName())) {
                compare(BUNDLES + bundle.fileName(), bundle.sha256());
            }
        }
        Acceptance.read(store.layout().trustFile(release.name()))
                .filter(accepted -> !accepted.feature().isEmpty())
                .ifPresent(accepted -> compare(
                        store.layout()
                                .home()
                                .relativize(store.layout().feature(release.name()))
                                .toString(),
                        accepted.feature()));
    }

    private void compare(String name, String digest) {
        Path file = store.layout().home().resolve(name);
        files++;
        progress.accept(name);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            found(name, "is missing");
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            found(name, Files.isSymbolicLink(file) ? "is a link" : "is no file");
        } else {
            try {
                if (!Digest.of(file).equals(digest)) {
                    found(name, "differs");
                }
            } catch (IOException e) {
                found(name, "cannot be read: " + Reason.ofFile(e));
            }
        }
    }

    private void extra(String folder, Set<String> expected) {
        Path place = store.layout().home().resolve(folder);
        if (!Files.isDirectory(place)) {
            return;
        }
        if (Files.isSymbolicLink(place)) {
            found(folder, "is a link");
        } else if (expected.stream().noneMatch(name -> name.startsWith(folder + "/"))) {
            found(folder, "is of no release");
        } else {
            try (Stream<Path> all = Files.walk(place)) {
                all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .map(path -> store.layout().home().relativize(path).toString())
                        .filter(name -> !expected.contains(name) && !name.equals(FileList.FILE))
                        .sorted()
                        .forEach(name -> found(name, "is of no release"));
            } catch (IOException | UncheckedIOException e) {
                found(folder, "cannot be read: " + e.getMessage());
            }
        }
    }

    private Set<String> names(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            found(store.layout().home().relativize(folder).toString(), "cannot be read: " + Reason.ofFile(e));
            return new TreeSet<>();
        }
    }

    /** Each file once: a bundle may be of several releases. */
    private void found(String file, String what) {
        if (findings.stream().noneMatch(each -> each.file().equals(file))) {
            findings.add(new Finding(file, what));
        }
    }
}
