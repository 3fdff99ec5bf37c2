package fil.launcher;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes anew what the framework could not read of its cache, as after a power loss. A bundle of the release gets its code from
 * {@code bundle/} and keeps its number and its data; of others, what can be read is kept.
 */
final class CacheRepair {
    private static final String BY_HAND = "by-hand:";
    private static final String SYSTEM = "bundle0";
    private final ReleaseStore store;
    private final Release release;
    private final SameJars same;
    private final boolean copied;
    private final List<String> told = new ArrayList<>();

    /** @param copied whether the cache is the copy of one that is well, and is never made anew */
    CacheRepair(ReleaseStore store, Release release, SameJars same, boolean copied) {
        this.store = store;
        this.release = release;
        this.same = same;
        this.copied = copied;
    }

    /** @return what was made anew, a sentence without an end each */
    List<String> repair(Path cache) throws IOException {
        if (Files.exists(cache) && !Files.isDirectory(cache)) {
            CacheFolder.delete(cache);
            told.add("the bundle cache " + cache + " was a file; it is made anew");
        }
        if (Files.isDirectory(cache)) {
            makeUsable(cache);
            removeUnless(Files::isDirectory, cache.resolve(SYSTEM));
            removeUnless(Files::isRegularFile, cache.resolve("cache.lock"));
            for (Path folder : entries(cache)) {
                repair(new CacheEntry(folder));
            }
        }
        return told;
    }

    /**
     * Makes way for a new cache.
     *
     * @return what was done, a sentence without an end
     * @throws StartRefused if the cache is a copy: the process that it is of serves on
     */
    String setAside(Path cache, Exception reason) throws StartRefused, IOException {
        if (copied) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "the framework cannot begin with the copy of the bundle cache in " + cache + ": "
                            + reason.getMessage() + ".");
        }
        Path aside = cache.resolveSibling(cache.getFileName() + ".unusable");
        CacheFolder.delete(aside);
        Files.move(cache, aside);
        return "the framework could not begin with the bundle cache (" + reason.getMessage()
                + "); it is made anew, and the old one is kept as " + aside;
    }

    private void removeUnless(Predicate<Path> asItShouldBe, Path path) throws IOException {
        if (Files.exists(path) && !asItShouldBe.test(path)) {
            CacheFolder.delete(path);
            told.add(path.getFileName() + " of the bundle cache was damaged and was removed");
        }
    }

    private static List<Path> entries(Path cache) throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(it -> it.getFileName().toString().startsWith("bundle")
                            && !it.getFileName().toString().equals(SYSTEM))
                    .toList();
        }
    }

    private void repair(CacheEntry entry) throws IOException {
        String damage = entry.damage(jar -> isOfRelease(entry, jar));
        if (damage.isEmpty()) {
            return;
        }
        String what = "the entry " + entry.folder().getFileName() + " of the bundle cache was damaged (" + damage + ")";
        Optional<String> name = entry.name();
        Optional<ReleaseBundle> part = name.flatMap(release::bundle);
        if (part.isPresent()) {
            if (!entry.hasCode()) {
                entry.fill(store.layout().file(part.get()));
            }
            entry.describe(
                    entry.location().orElse(part.get().location()), part.get().startOrder());
            told.add(what + "; " + name.get() + " was put back, with its data");
        } else if (name.isPresent() && entry.hasCode()) {
            entry.describe(entry.location().orElse(BY_HAND + name.get()), PermanentRelease.LAST_ORDER);
            told.add(what + "; " + name.get() + ", which no release has, was kept");
        } else {
            told.add(what + " and was removed"
                    + entry.location()
                            .filter(it -> !it.startsWith("fil:"))
                            .map(it -> "; install " + it + " again")
                            .orElse(""));
            CacheFolder.delete(entry.folder());
        }
    }

    private boolean isOfRelease(CacheEntry entry, Path jar) {
        return entry.location().stream()
                .flatMap(location ->
                        release.bundles().stream().filter(it -> it.location().equals(location)))
                .anyMatch(part -> same.are(jar, store.layout().file(part)));
    }

    /** What nobody may read is of no use to us; its owner can change that. */
    private static void makeUsable(Path folder) throws IOException {
        try (Stream<Path> all = usable(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path it : all.toList()) {
                if (Files.isDirectory(it) && !it.getFileName().toString().equals("data")) {
                    makeUsable(it);
                } else {
                    usable(it);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean usable(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (!Files.isReadable(path) || !Files.isWritable(path) || folder && !Files.isExecutable(path)) {
            Set<PosixFilePermission> wanted =
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            if (folder) {
                wanted.add(PosixFilePermission.OWNER_EXECUTE);
            }
            Files.setPosixFilePermissions(path, wanted);
        }
        return folder;
    }
}
