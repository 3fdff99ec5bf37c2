package fil.release.archive;

import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.Dependents;
import fil.release.plan.Plan;
import fil.release.plan.Planner;
import fil.release.plan.Rewiring;
import fil.release.trust.Decision;
import fil.release.trust.Terms;
import fil.signals.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** The plan from one release to another without a system that runs: from archives, or from releases that are unpacked. */
public final class OfflinePlan {
    private final ReleaseStore store;
    private final Terms terms;

    /**
     * @param store the releases that are meant by their names
     * @param terms what is accepted of archives
     */
    public OfflinePlan(ReleaseStore store, Terms terms) {
        this.store = store;
        this.terms = terms;
    }

    /**
     * @param before the name of an unpacked release, or the path of an archive
     * @param after the same
     * @return the plan
     * @throws ReleaseException if one of them cannot be read
     */
    public Plan between(String before, String after) {
        Assembly from = assembly(before);
        return new Planner(from, assembly(after), Dependents.byManifest(from), Rewiring.byManifest(from)).plan(true);
    }

    /**
     * @param what the name of an unpacked release, or the path of an archive
     * @return the release with what its jars say
     * @throws ReleaseException if it cannot be read
     */
    public Assembly assembly(String what) {
        if (store.names().contains(what)) {
            return Assembly.of(
                    store.release(what), bundle -> BundleFacts.of(store.layout().file(bundle)));
        }
        Path file =
                store.archives().find(what).orElseThrow(() -> store.archives().unknown(what, store.names()));
        Decision decision = Unpacking.decide(store, file, terms);
        return archived(new ReleaseArchive(file, ArchiveLimits.USUAL), decision);
    }

    private static Assembly archived(ReleaseArchive archive, Decision decision) {
        ArchiveContents contents = archive.inspect();
        if (!contents.sha512().equals(decision.sha512())) {
            throw RefusedException.changed(archive.file());
        }
        Release release = contents.release();
        try {
            return archive.look(release, files -> Assembly.of(release, bundle -> BundleFacts.of(files.apply(bundle))));
        } catch (IOException e) {
            throw new ReleaseException(
                    "the archive " + archive.file() + " could not be looked into: " + Reason.ofFile(e), e);
        }
    }
}
