package fil.launcher;

import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.StateCopy;
import fil.release.Status;
import fil.signals.Names;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The release that a start boots. The cache is kept as it is, with what an operator did by hand, unless it may hold something
 * else: after a change that was not made permanent, and after one that was interrupted, whose state is put back as well.
 */
record PermanentRelease(ReleaseStore store, Status status, Release release) {
    /** The greatest start order there is; what the operator installs by hand starts last. */
    static final int LAST_ORDER = 1_000;

    private static final String CONFIGURATIONS = "fil.release.configurations";

    static PermanentRelease read(Path home) throws StartRefused {
        ReleaseStore store = new ReleaseStore(home);
        try {
            Status status = store.status();
            return new PermanentRelease(store, status, store.release(status.permanent()));
        } catch (ReleaseException e) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "No release can be started: " + e.getMessage()
                            + ". If its files are damaged, unpack its archive again; to start another release: "
                            + SystemName.PROGRAM + " permanent RELEASE"
                            + " (" + SystemName.PROGRAM + " versions lists them).");
        }
    }

    /** @throws StartRefused if what runs is not what a start would boot */
    void requireThatItRuns() throws StartRefused {
        if (!status.change().isEmpty()) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "a release is being changed, or a change could not be undone fully: wait for its end, or use "
                            + SystemName.PROGRAM + " restart.");
        }
        if (!status.current().equals(status.permanent())) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "release " + status.current() + " runs, but " + status.permanent()
                            + " is permanent; make the one that runs permanent first: " + SystemName.PROGRAM
                            + " permanent "
                            + status.current() + ".");
        }
    }

    /** No start has come as far as to have all bundles in the cache. */
    boolean isFirstStart() {
        return !Files.exists(store.layout().releases().resolve("status.properties"));
    }

    /**
     * Compares what the framework has kept with the release, puts right what differs, and tells of it.
     *
     * @param repaired what was put right before the framework looked
     * @param same which jars are known to be the same
     */
    void fill(BundleContext context, List<String> repaired, SameJars same) throws StartRefused, IOException {
        BundleCache cache = new BundleCache(context, store, same);
        boolean interrupted = !status.change().isEmpty();
        boolean afresh = cache.isEmpty()
                || isFirstStart()
                || interrupted
                || !status.current().equals(status.permanent());
        List<String> told = new ArrayList<>(repaired);
        if (afresh) {
            StateCopy copy = new StateCopy(
                    store.layout().releases(), store.layout().home().resolve("state"));
            if (interrupted) {
                copy.restore();
            }
            told.addAll(cache.hold(release, true));
            store.statusFile().write(status.started());
            copy.forget();
        } else {
            told.addAll(cache.hold(release, false));
        }
        StartNotes.tell(told);
        if (!cache.isByHand()) {
            letClientsIn(context, release.behindClients());
        }
        context.registerService(List.class, configurations(), new Hashtable<>(Map.of("name", CONFIGURATIONS)));
    }

    /** Bundles are started in their order: once one begins that nothing but others of these names are behind, all else has been. */
    private static void letClientsIn(BundleContext context, Set<String> names) {
        int last = Stream.of(context.getBundles())
                .filter(it -> it.getBundleId() != 0 && !names.contains(it.getSymbolicName()))
                .mapToInt(PermanentRelease::order)
                .max()
                .orElse(LAST_ORDER);
        List<Bundle> behind = Stream.of(context.getBundles())
                .filter(it -> it.getBundleId() != 0 && order(it) > last)
                .toList();
        BooleanSupplier started =
                () -> behind.stream().anyMatch(it -> (it.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0);
        context.registerService(BooleanSupplier.class, started, Names.marked(Names.STARTED));
    }

    private static int order(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    /** The defaults of the releases whose configuration there may be, and last of the one that starts, which is held against itself too. */
    private List<Map<String, Map<String, Object>>> configurations() {
        return Stream.of(status.change(), status.current(), status.permanent(), status.permanent())
                .flatMap(name -> store.ifReadable(name).stream())
                .map(Release::configurations)
                .toList();
    }
}
