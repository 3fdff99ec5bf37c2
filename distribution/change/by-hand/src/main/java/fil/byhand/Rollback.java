package fil.byhand;

import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.Hold;
import fil.signals.Reason;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the old version of a bundle back. Clients see a failed version as long as it takes until then: whoever calls Felix itself
 * expects to see at once what is there.
 */
final class Rollback {
    private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

    private final BundleContext context;
    private final Bundle bundle;
    private final SavedBundle old;

    Rollback(BundleContext context, Bundle bundle, SavedBundle old) {
        this.context = context;
        this.bundle = bundle;
        this.old = old;
    }

    /**
     * @param reason why, a part of a sentence
     * @param claimed is run when nobody else can change anything any more
     * @throws ChangeRefused if somebody else changes the system now; nothing was done then
     */
    void run(String reason, Runnable claimed) throws ChangeRefused, InterruptedException {
        ChangeClaim.Purpose purpose = new ChangeClaim.Purpose(
                "putting " + bundle.getSymbolicName() + " " + old.version() + " back", "fil.by-hand", true);
        ChangeClaim claim = ChangeClaim.claim(context, purpose, Duration.ZERO, holder -> {});
        try {
            claimed.run();
            putBack(reason, claim.told());
        } finally {
            claim.end();
        }
    }

    private void putBack(String reason, ChangeClaim.Holder claim) {
        String name = bundle.getSymbolicName();
        LOG.error(
                "The update of {} from {} to {} failed and is taken back: {}",
                name,
                old.version(),
                bundle.getVersion(),
                reason);
        // until the old version is back, clients wait and see what they saw, as in a change of release
        Hold hold = Hold.beginByHand(context);
        try {
            bundle.update(new ByteArrayInputStream(old.jar()));
            bundle.start();
            LOG.info("{} {} is back", name, bundle.getVersion());
            ByHand.note(context, claim, "its update failed later: " + reason, true);
        } catch (BundleException e) {
            LOG.error(
                    "{} {} cannot be put back; install it anew: update {} URL",
                    name,
                    old.version(),
                    bundle.getBundleId(),
                    e);
            ByHand.note(context, claim, reason + "; " + Reason.of(e), false);
        } finally {
            hold.end();
        }
    }
}
