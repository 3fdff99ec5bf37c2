package fil.release.pack;

import fil.release.AtomicFile;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.archive.ReleaseArchive;
import fil.signals.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the next release out of one that is there and out of jars, without a build tool. */
public final class NextRelease {
    private final ReleaseStore store;
    private final PackOrder order;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param store the releases that are there; nothing is changed in it
     * @param order what is wanted
     */
    public NextRelease(ReleaseStore store, PackOrder order) {
        this.store = store;
        this.order = order;
    }

    /**
     * What was made.
     *
     * @param bundles how many bundles the release has
     * @param bytes how large its archive is
     * @param changes what differs from the release before, a line each
     * @param billOfMaterials whether it has one: a release that was unpacked by fil itself is kept without
     */
    public record Packed(int bundles, long bytes, List<String> changes, boolean billOfMaterials) {}

    /**
     * Writes the archive, which is there wholly or not at all.
     *
     * @return what was made
     * @throws PackRefusedException if no release can be made of what was named; says all that stands against it
     * @throws ReleaseException if it could not be made
     */
    public Packed pack() {
        lookAtNames();
        try (PackFolder folder = new PackFolder(order.archive())) {
            Release from = from(folder);
            NextFeature feature =
                    new NextFeature(JsonFile.read(folder.layout().feature(from.name())), order, incoming(folder));
            problems.addAll(feature.problems());
            feature.added().forEach((file, bundle) -> problems.addAll(taken(feature.placed(bundle))));
            refuseIfAny();
            return write(folder, from, feature);
        } catch (IOException e) {
            throw new ReleaseException(order.archive().getFileName() + " could not be made: " + Reason.ofFile(e), e);
        }
    }

    private void lookAtNames() {
        try {
            Release.requireName(order.name());
            if (store.names().contains(order.name())) {
                problems.add(
                        "there is a release " + order.name() + " already; a release that was named stays what it is");
            }
        } catch (ReleaseException e) {
            problems.add(e.getMessage());
        }
        if (Files.isSymbolicLink(order.archive()) && Files.notExists(order.archive())) {
            problems.add(order.archive()
                    + " is a link to a file that is not there; remove it first, or say --to another file");
        } else if (Files.exists(order.archive(), LinkOption.NOFOLLOW_LINKS)) {
            problems.add(order.archive() + " is there already; remove it first, or say --to another file");
        } else if (!Files.isDirectory(order.archive().getParent())) {
            problems.add("there is no folder " + order.archive().getParent());
        } else if (!Files.isWritable(order.archive().getParent())) {
            problems.add(System.getProperty("user.name") + " cannot write in "
                    + order.archive().getParent() + "; say --to a file elsewhere");
        }
        refuseIfAny();
    }

    private Release from(PackFolder folder) throws IOException {
        if (store.names().contains(order.from())) {
            Release release = store.release(order.from());
            folder.fill(store, release);
            return release;
        }
        Path file = store.archives().find(order.from()).orElseThrow(() -> store.archives()
                .unknown(order.from(), store.names()));
        Release release =
                new ReleaseArchive(file, ArchiveLimits.USUAL).inspect().release();
        folder.fill(file);
        return release;
    }

    /** Copies of the jars: what is judged here is what goes into the archive. */
    private Map<String, NewBundle> incoming(PackFolder folder) throws IOException {
        Map<String, NewBundle> incoming = new LinkedHashMap<>();
        int count = 0;
        for (Path jar : order.jars()) {
            if (!Files.isRegularFile(jar)) {
                problems.add("there is no file " + jar);
                continue;
            }
            Path copy = folder.beside("jar" + count++).resolve(jar.getFileName());
            Files.copy(jar, copy);
            try {
                NewBundle bundle = NewBundle.read(copy);
                NewBundle twin = incoming.putIfAbsent(bundle.facts().symbolicName(), bundle);
                if (twin != null) {
                    problems.add(twin.file().getFileName() + " and " + jar.getFileName() + " are both "
                            + bundle.facts().symbolicName());
                }
            } catch (ReleaseException e) {
                problems.add(e.getMessage());
            }
        }
        return incoming;
    }

    /** A file in {@code bundle/} belongs to all releases that name it. */
    private List<String> taken(ReleaseBundle bundle) {
        return store.readable().values().stream()
                .filter(release -> release.bundles().stream()
                        .anyMatch(other -> other.fileName().equals(bundle.fileName())
                                && !other.sha256().equals(bundle.sha256())))
                .map(release -> release.name() + " has another " + bundle + ": raise its Bundle-Version")
                .toList();
    }

    private Packed write(PackFolder folder, Release from, NextFeature feature) throws IOException {
        for (String file : feature.dropped()) {
            Files.delete(folder.layout().bundles().resolve(file));
        }
        for (Map.Entry<String, NewBundle> each : feature.added().entrySet()) {
            Files.move(each.getValue().file(), folder.layout().bundles().resolve(each.getKey()));
        }
        Path own = folder.layout().releases().resolve(order.name());
        Files.move(folder.layout().releases().resolve(from.name()), own);
        Files.delete(own.resolve(from.name() + ".json"));
        JsonFile.write(own.resolve(order.name() + ".json"), feature.json());
        boolean told = new BillOfMaterials(feature).write(own);
        folder.list();
        Path archive = folder.archive();
        new ReleaseArchive(archive, ArchiveLimits.USUAL).inspect();
        long bytes = Files.size(archive);
        AtomicFile.force(archive);
        AtomicFile.move(archive, order.archive());
        return new Packed(feature.size(), bytes, feature.changes(), told);
    }

    private void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new PackRefusedException(problems);
        }
    }
}
