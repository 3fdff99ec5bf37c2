package fil.byhand;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bundle in the middle of a change by hand: what comes, what was there, and the way back. */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final HandChange.Part part;
    private final boolean ran;
    private final Optional<Version> before;
    private Optional<SavedBundle> old = Optional.empty();
    private Bundle bundle;

    Turn(HandChange.Part part, Set<Bundle> ran) {
        this.part = part;
        this.bundle = part.there().orElse(null);
        this.ran = part.there().filter(ran::contains).isPresent();
        this.before = part.there().map(Bundle::getVersion);
    }

    /** The bundle, once it is there. */
    Bundle bundle() {
        return bundle;
    }

    /** What is replaced. */
    Optional<Bundle> replaced() {
        return part.there();
    }

    /** What was there, if it ran and could be copied. */
    Optional<SavedBundle> old() {
        return old.filter(caught -> ran);
    }

    void catchOld(SafetyNet net) {
        old = part.there().flatMap(net::toPutBack);
    }

    void stop() throws BundleException {
        if (ran) {
            bundle.stop(Bundle.STOP_TRANSIENT);
        }
    }

    void replace(BundleContext context) throws BundleException {
        ByteArrayInputStream jar = new ByteArrayInputStream(part.jar());
        if (bundle == null) {
            bundle = context.installBundle(part.location(), jar);
        } else {
            bundle.update(jar);
        }
    }

    void start() throws BundleException {
        if (ran) {
            Bundles.startAgain(bundle);
        } else if (part.start()) {
            Bundles.start(bundle);
        }
    }

    /** Also of one that was not touched, or only in part. */
    void back() throws BundleException {
        if (before.isEmpty()) {
            if (bundle != null && bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } else if (old.isPresent() && old.get().modified() != bundle.getLastModified()) {
            bundle.update(new ByteArrayInputStream(old.get().jar()));
            LOG.info("{} {} is back", bundle.getSymbolicName(), bundle.getVersion());
        } else if (old.isEmpty() && !bundle.getVersion().equals(before.get())) {
            throw new BundleException(Bundles.called(bundle) + " cannot be put back to " + before.get()
                    + ", which could not be copied; update it with a jar that works");
        }
    }

    String words() {
        return bundle == null
                ? part.location()
                : bundle.getSymbolicName()
                        + before.map(version -> " " + version).orElse("");
    }

    String done() {
        String runs = part.start() && !ran && !Bundles.isFragment(bundle) ? " It runs." : "";
        return before.map(version ->
                                bundle.getSymbolicName() + " " + version + " was replaced by " + bundle.getVersion()
                                        + (ran || part.start() ? "." : ", which is not started, as it was before."))
                        .orElseGet(() -> Bundles.called(bundle) + " was installed.")
                + runs;
    }
}
