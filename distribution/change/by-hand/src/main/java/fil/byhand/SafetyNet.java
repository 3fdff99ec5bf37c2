package fil.byhand;

import fil.signals.CallStack;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.Hold;
import fil.signals.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches bundles whose update by hand fails. Listens synchronously: the framework purges the old version as soon as
 * the new one is in, so the copy is made while the bundle is still stopping.
 */
final class SafetyNet implements SynchronousBundleListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SafetyNet.class);
    /** A new version that is not even starting after this long will not: its start follows its update at once. */
    private static final long FIRST_LOOK_MILLIS = 100;
    /** Components may be activated by and by; after the last look the new version is trusted. */
    private static final long LAST_LOOK_MILLIS = 1_500;
    /** Between being stopped and being updated a bundle may be fetched from somewhere. */
    private static final long STOPPED_MILLIS = 30_000;

    private final BundleContext context;
    private final Function<Bundle, Optional<String>> components;
    private final Map<Long, Catch> caught = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "fil-safety-net");
        thread.setDaemon(true);
        return thread;
    });

    SafetyNet(BundleContext context, Function<Bundle, Optional<String>> components) {
        this.context = context;
        this.components = components;
        // begun here, the thread prints where everybody does; begun by a command, it would print to that command's user
        looks.execute(() -> {});
    }

    /** What brings a bundle back if its change fails: what ran well last, however young it is. */
    Optional<Catch> toPutBack(Bundle bundle) {
        Optional<Catch> earlier = Optional.ofNullable(caught.remove(bundle.getBundleId()));
        if (earlier.isPresent() && failure(bundle).isPresent()) {
            return earlier;
        }
        try {
            return Optional.of(Catch.of(bundle));
        } catch (IOException | RuntimeException e) {
            LOG.warn("No net below {} {}: it cannot be copied", bundle.getSymbolicName(), bundle.getVersion(), e);
            return Optional.empty();
        }
    }

    /** Looks at a bundle that was replaced for a while yet. */
    void watch(Bundle bundle, Catch old) {
        caught.put(bundle.getBundleId(), old);
        look(bundle, old, FIRST_LOOK_MILLIS);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STOPPING && caught(bundle).isEmpty() && isCalledFor()) {
            remember(bundle);
        } else if (event.getType() == BundleEvent.UPDATED && isInCharge()) {
            // what a claimed change brings is not to be taken for what was there before
            caught.remove(bundle.getBundleId());
        } else if (event.getType() == BundleEvent.UPDATED) {
            caught(bundle).ifPresent(old -> look(bundle, old, FIRST_LOOK_MILLIS));
        } else if (event.getType() == BundleEvent.STARTED) {
            // the same code runs again: it was only stopped, or the framework could not even read the new one
            caught(bundle)
                    .filter(old -> old.modified() == bundle.getLastModified())
                    .ifPresent(old -> caught.remove(bundle.getBundleId(), old));
        }
    }

    /** Somebody stops or updates a bundle; in a refresh the framework does it by itself, and the same code comes back. */
    private static boolean isCalledFor() {
        CallStack.Stop call = CallStack.stop();
        return call == CallStack.Stop.UPDATE || call == CallStack.Stop.STOP;
    }

    private Optional<Catch> caught(Bundle bundle) {
        return Optional.ofNullable(caught.get(bundle.getBundleId()));
    }

    @Override
    public void close() {
        looks.shutdownNow();
        caught.clear();
    }

    private boolean isWatched(Bundle bundle) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE
                && bundle.getBundleId() != context.getBundle().getBundleId()
                && !isInCharge();
    }

    /** Whoever has claimed the system, or holds the view of clients, has an undo of its own. */
    private boolean isInCharge() {
        return ChangeClaim.holder(context).isPresent() || Hold.isThere(context);
    }

    /** One that runs: what is put back is started. */
    private void remember(Bundle bundle) {
        if (isWatched(bundle)) {
            toPutBack(bundle).ifPresent(old -> {
                caught.put(bundle.getBundleId(), old);
                later(() -> caught.remove(bundle.getBundleId(), old), STOPPED_MILLIS);
            });
        }
    }

    private void later(Runnable work, long millis) {
        try {
            looks.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The net is taken down", e);
        }
    }

    private void look(Bundle bundle, Catch old, long after) {
        later(() -> judge(bundle, old, after), after);
    }

    private void judge(Bundle bundle, Catch old, long after) {
        if (caught.get(bundle.getBundleId()) != old) {
            return;
        }
        Optional<String> failure = failure(bundle);
        if (failure.isPresent()) {
            takeBack(bundle, old, after, failure.get());
        } else if (after >= LAST_LOOK_MILLIS && bundle.getState() != Bundle.STARTING) {
            caught.remove(bundle.getBundleId(), old);
        } else {
            look(bundle, old, Math.min(after * 2, LAST_LOOK_MILLIS));
        }
    }

    private void takeBack(Bundle bundle, Catch old, long after, String reason) {
        ChangeClaim.Purpose purpose = new ChangeClaim.Purpose(
                "putting " + bundle.getSymbolicName() + " " + old.version() + " back", "fil.by-hand", true);
        try {
            ChangeClaim claim = ChangeClaim.claim(context, purpose, Duration.ZERO, holder -> {});
            try {
                // before it runs again: the next update may follow at once, and is to be caught anew
                caught.remove(bundle.getBundleId(), old);
                putBack(bundle, old, reason);
            } finally {
                claim.end();
            }
        } catch (ChangeRefused e) {
            LOG.debug("{} cannot be put back yet", bundle, e);
            look(bundle, old, after);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wrong with a bundle that is meant to run. */
    Optional<String> failure(Bundle bundle) {
        int state = bundle.getState();
        if (state == Bundle.INSTALLED || state == Bundle.RESOLVED) {
            boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
            return wanted ? startedAnyway(bundle) : Optional.empty();
        }
        return state == Bundle.ACTIVE ? components.apply(bundle) : Optional.empty();
    }

    /** Under load the start that belongs to the update may just be late: then this one waits for it. */
    private static Optional<String> startedAnyway(Bundle bundle) {
        try {
            bundle.start();
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of(Reason.of(e));
        }
    }

    private void putBack(Bundle bundle, Catch old, String reason) {
        String name = bundle.getSymbolicName();
        LOG.error(
                "The update of {} from {} to {} failed and is taken back: {}",
                name,
                old.version(),
                bundle.getVersion(),
                reason);
        // until the old version is back, clients wait and see what they saw, as in a change of release
        Hold hold = Hold.begin(context);
        try {
            bundle.update(new ByteArrayInputStream(old.jar()));
            bundle.start();
            LOG.info("{} {} is back", name, bundle.getVersion());
        } catch (BundleException e) {
            LOG.error(
                    "{} {} cannot be put back; install it anew: update {} URL",
                    name,
                    old.version(),
                    bundle.getBundleId(),
                    e);
        } finally {
            hold.end();
        }
    }
}
