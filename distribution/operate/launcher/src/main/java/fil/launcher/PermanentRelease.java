package fil.launcher;

import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.StateCopy;
import fil.release.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * The release that a start boots. The cache is kept as it is, with what an operator did by hand, unless it may hold something
 * else: after a change that was not made permanent, and after one that was interrupted, whose state is put back as well.
 */
record PermanentRelease(ReleaseStore store, Status status, Release release) {
    /** The greatest start order there is; what the operator installs by hand starts last. */
    static final int LAST_ORDER = 1_000;

    static PermanentRelease read(Path home) throws Refusal {
        ReleaseStore store = new ReleaseStore(home);
        try {
            Status status = store.status();
            return new PermanentRelease(store, status, store.release(status.permanent()));
        } catch (ReleaseException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "No release can be started: " + e.getMessage()
                            + ". If its files are damaged, unpack its archive again; to start another release: bin/fil permanent RELEASE"
                            + " (bin/fil versions lists them).");
        }
    }

    /** @throws Refusal if what runs is not what a start would boot */
    void requireThatItRuns() throws Refusal {
        if (!status.change().isEmpty()) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "a release is being changed, or a change could not be undone fully: wait for its end, or use bin/fil restart.");
        }
        if (!status.current().equals(status.permanent())) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "release " + status.current() + " runs, but " + status.permanent()
                            + " is permanent; make the one that runs permanent first: bin/fil permanent "
                            + status.current() + ".");
        }
    }

    /** No start has come as far as to have all bundles in the cache. */
    boolean isFirstStart() {
        return !Files.exists(store.releases().resolve("status.properties"));
    }

    void fill(BundleContext context) throws Refusal, IOException {
        BundleCache cache = new BundleCache(context, store);
        boolean interrupted = !status.change().isEmpty();
        if (cache.isEmpty()
                || isFirstStart()
                || interrupted
                || !status.current().equals(status.permanent())) {
            StateCopy copy = new StateCopy(store.releases(), store.home().resolve("state"));
            if (interrupted) {
                copy.restore();
            }
            cache.fill(release, interrupted);
            store.write(status.started());
            copy.forget();
        }
    }
}
