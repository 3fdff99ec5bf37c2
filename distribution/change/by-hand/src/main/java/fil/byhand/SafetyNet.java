package fil.byhand;

import fil.health.Health;
import fil.signals.CallStack;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.DaemonThread;
import fil.signals.Hold;
import fil.signals.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches bundles whose update by hand fails. Hears of a stop as a hook, before all listeners: the framework purges the old
 * version as soon as the new one is in, so it is copied while it still stops, and what it serves is noted while it serves.
 */
final class SafetyNet implements EventHook, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SafetyNet.class);
    /** A new version that is not even starting after this long will not: its start follows its update at once. */
    private static final long FIRST_LOOK_MILLIS = 100;
    /** While something is missing. */
    private static final long NEXT_LOOK_MILLIS = 10;
    /** Components may be activated by and by: one that is well is watched until then. */
    private static final Duration WATCHED = Duration.ofMillis(1_500);
    /** Between being stopped and being updated a bundle may be fetched from somewhere. */
    private static final long STOPPED_MILLIS = 30_000;

    private final BundleContext context;
    private final Supplier<Health> healths;
    private final Duration most;
    private final Map<Long, Caught> caught = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(DaemonThread.named("fil-safety-net"));

    /**
     * @param healths look at the system, one for each change
     * @param most how long a change may take until all is well
     */
    SafetyNet(BundleContext context, Supplier<Health> healths, Duration most) {
        this.context = context;
        this.healths = healths;
        this.most = most;
        // begun here, the thread prints where everybody does; begun by a command, it would print to that command's user
        looks.execute(() -> {});
    }

    /** @return one for one change; to be closed */
    HandChangeJudge judge() {
        return new HandChangeJudge(healths.get(), most);
    }

    /** What brings a bundle back if its change fails: what ran well last, however young it is. */
    Optional<SavedBundle> toPutBack(Bundle bundle) {
        Optional<Caught> earlier = Optional.ofNullable(caught.remove(bundle.getBundleId()));
        try {
            if (earlier.isPresent() && !isWell(bundle, earlier.get())) {
                return earlier.map(Caught::old);
            }
            return Optional.of(SavedBundle.of(context, bundle));
        } catch (IOException | RuntimeException e) {
            LOG.warn("No net below {} {}: it cannot be copied", bundle.getSymbolicName(), bundle.getVersion(), e);
            return Optional.empty();
        } finally {
            earlier.ifPresent(Caught::close);
        }
    }

    private static boolean isWell(Bundle bundle, Caught earlier) {
        return notRunning(bundle).isEmpty() && earlier.judge().decided().isEmpty();
    }

    /** Looks at a bundle that was replaced for a while yet; the judge is closed when that is over. */
    void watch(Bundle bundle, SavedBundle old, HandChangeJudge judge) {
        Caught one = new Caught(old, judge);
        Optional.ofNullable(caught.put(bundle.getBundleId(), one)).ifPresent(Caught::close);
        watch(bundle, one);
    }

    private void watch(Bundle bundle, Caught one) {
        one.judge().begin();
        look(bundle, one, FIRST_LOOK_MILLIS);
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STOPPING && caught(bundle).isEmpty() && isCalledFor()) {
            remember(bundle);
        } else if (event.getType() == BundleEvent.UPDATED && isInCharge()) {
            // what a claimed change brings is not to be taken for what was there before
            caught(bundle).ifPresent(it -> drop(bundle, it));
        } else if (event.getType() == BundleEvent.UPDATED) {
            caught(bundle).ifPresent(it -> watch(bundle, it));
        } else if (event.getType() == BundleEvent.STARTED) {
            // the same code runs again: it was only stopped, or the framework could not even read the new one
            caught(bundle)
                    .filter(it -> it.old().modified() == bundle.getLastModified())
                    .ifPresent(it -> drop(bundle, it));
        }
    }

    /** Somebody stops or updates a bundle; in a refresh the framework does it by itself, and the same code comes back. */
    private static boolean isCalledFor() {
        CallStack.Stop call = CallStack.stop();
        return call == CallStack.Stop.UPDATE || call == CallStack.Stop.STOP;
    }

    private Optional<Caught> caught(Bundle bundle) {
        return Optional.ofNullable(caught.get(bundle.getBundleId()));
    }

    private void drop(Bundle bundle, Caught one) {
        if (caught.remove(bundle.getBundleId(), one)) {
            one.close();
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        caught.values().forEach(Caught::close);
        caught.clear();
    }

    /** The net is taken down, or all bundles stop: what is missing from now on is not the fault of what was replaced before. */
    private boolean isEnding() {
        return looks.isShutdown()
                || context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
    }

    private boolean isWatched(Bundle bundle) {
        return !isEnding() && bundle.getBundleId() != context.getBundle().getBundleId() && !isInCharge();
    }

    /** Whoever has claimed the system, or holds the view of clients, has an undo of its own. */
    private boolean isInCharge() {
        return ChangeClaim.holder(context).isPresent() || Hold.isThere(context);
    }

    /** One that runs: what is put back is started. */
    private void remember(Bundle bundle) {
        if (!isWatched(bundle)) {
            return;
        }
        toPutBack(bundle).ifPresent(old -> {
            HandChangeJudge judge = judge();
            judge.beforeUnasked(Set.of(bundle.getSymbolicName()));
            Caught one = new Caught(old, judge);
            caught.put(bundle.getBundleId(), one);
            later(() -> drop(bundle, one), STOPPED_MILLIS);
        });
    }

    private void later(Runnable work, long millis) {
        try {
            looks.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The net is taken down", e);
            close();
        }
    }

    private void look(Bundle bundle, Caught one, long after) {
        later(() -> look(bundle, one), after);
    }

    private void look(Bundle bundle, Caught one) {
        if (caught.get(bundle.getBundleId()) != one || isEnding()) {
            return;
        }
        if (isInCharge()) {
            // somebody changes the system now: what is missing meanwhile is not held against this bundle
            watch(bundle, one);
            return;
        }
        Optional<String> down = notRunning(bundle);
        HandChangeJudge.Look look =
                isWanted(bundle) ? one.judge().look() : new HandChangeJudge.Look(true, Optional.empty());
        Optional<String> failure = down.or(look::failure);
        if (isEnding()) {
            // the look was interrupted, or saw what the end of the system takes away
            return;
        }
        if (failure.isPresent()) {
            takeBack(bundle, one, failure.get());
        } else if (!look.isWell() || bundle.getState() == Bundle.STARTING) {
            look(bundle, one, NEXT_LOOK_MILLIS);
        } else if (one.judge().age().compareTo(WATCHED) >= 0) {
            drop(bundle, one);
        } else {
            look(bundle, one, FIRST_LOOK_MILLIS);
        }
    }

    private static boolean isWanted(Bundle bundle) {
        return Bundles.runs(bundle) || bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    /** Before it runs again it is forgotten: the next update may follow at once, and is to be caught anew. */
    private void takeBack(Bundle bundle, Caught one, String reason) {
        try {
            new Rollback(context, bundle, one.old()).run(reason, () -> drop(bundle, one));
        } catch (ChangeRefused e) {
            LOG.debug("{} cannot be put back yet", bundle, e);
            look(bundle, one, FIRST_LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return why a bundle does not run that is meant to */
    static Optional<String> notRunning(Bundle bundle) {
        int state = bundle.getState();
        boolean wanted = (state == Bundle.INSTALLED || state == Bundle.RESOLVED)
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        return wanted ? startedAnyway(bundle) : Optional.empty();
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
}
