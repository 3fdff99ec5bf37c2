package fil.gate;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees bundles stop and start and closes and opens them for requests. An event hook, not a listener: hooks hear of STOPPING
 * before all listeners do, so that no servlet has gone (Declarative Services listens too) when the bundle is closed.
 */
final class Watch implements EventHook, FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final long NEXT_LOOK_MS = 5;
    private static final long NEXT_LOOK_AT_LOST_MS = 500;
    private static final long RECENT_NS = 2_000_000_000;

    private final Supplier<GateSettings> settings;
    private final Registry registry;
    private final FrameworkView surroundings;
    private final Statistics statistics;
    private final Drain drain;
    private final ScheduledExecutorService clock;
    private final Rounds rounds;
    private final Map<Long, Replacement> replacements = new ConcurrentHashMap<>();
    private final Object turn = new Object();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lastBundleEvent = System.nanoTime() - RECENT_NS;
    private volatile boolean ends;

    Watch(
            Supplier<GateSettings> settings,
            Registry registry,
            FrameworkView surroundings,
            Statistics statistics,
            Drain drain,
            ScheduledExecutorService clock,
            Rounds rounds) {
        this.rounds = rounds;
        this.settings = settings;
        this.registry = registry;
        this.surroundings = surroundings;
        this.statistics = statistics;
        this.drain = drain;
        this.clock = clock;
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        long bundle = event.getBundle().getBundleId();
        lastBundleEvent = System.nanoTime();
        if (event.getType() == BundleEvent.STOPPING) {
            stopping(bundle, event.getBundle());
            return;
        }
        if (event.getType() == BundleEvent.STOPPED) {
            registry.owner(bundle).underWay().stream()
                    .filter(UnderWay::isStream)
                    .forEach(UnderWay::end);
        }
        if (event.getType() == BundleEvent.STARTED) {
            surroundings.readHttpServices(registry);
        }
        replacements.values().forEach(it -> it.otherBundle(System.nanoTime()));
        Replacement running = replacements.get(bundle);
        if (running != null) {
            switch (event.getType()) {
                case BundleEvent.STOPPED -> running.stopped(System.nanoTime());
                case BundleEvent.UPDATED -> running.updated(System.nanoTime());
                default -> running.happened(System.nanoTime());
            }
            look();
        } else if (event.getType() == BundleEvent.STARTING && surroundings.codeChanges() && !ends) {
            // not there before the change, it is seen with all others: a new page not before the guard that comes with
            // it
            isAway(bundle, Set.of());
        }
    }

    private void stopping(long bundle, Bundle stopped) {
        if (bundle == 0) {
            end();
            return;
        }
        close(bundle, stopped, Cause.ofThisCall());
    }

    /**
     * A whiteboard service goes while its bundle stays. Shortly after a bundle was replaced (a component that depended on it,
     * a configuration that is delivered late) it most likely comes back. At other times a guard alone is waited for, as
     * long as its bundle says that it guards; the rest is none of the gate's business.
     */
    void vanishes(Bundle owner, boolean guards) {
        boolean stays = owner.getState() == Bundle.ACTIVE || owner.getState() == Bundle.STARTING;
        boolean alone = System.nanoTime() - lastBundleEvent >= RECENT_NS && !surroundings.releaseChanges();
        if (stays && (!alone || guards)) {
            close(owner.getBundleId(), owner, Cause.SERVICE);
        }
    }

    /**
     * The server goes: what guards stays, but guards nothing until the next server has taken it up; and with its HttpService goes
     * what was registered there.
     */
    void serverLeaves() {
        for (long bundle : registry.lostWithTheServer()) {
            Set<Mark> guards = new HashSet<>(surroundings.served(registry, bundle));
            guards.removeIf(it -> !it.kind().isLostWithTheServer());
            if (!replacements.containsKey(bundle) && !guards.isEmpty() && !ends) {
                isAway(bundle, guards);
            }
        }
    }

    /** A former gate has seen them go. */
    void areAway(Map<Long, List<Registration>> served) {
        served.forEach((bundle, all) -> isAway(bundle, registry.remember(all)));
    }

    private void isAway(long bundle, Set<Mark> served) {
        Replacement running = new Replacement(settings.get(), Cause.FRAMEWORK, served, false, System.nanoTime());
        running.stopped(System.nanoTime());
        hold(bundle, running, Optional.empty());
    }

    /** The service has gone; from now on it can be seen to be back. */
    void vanished(long bundle) {
        Replacement running = replacements.get(bundle);
        if (running != null) {
            running.vanished(System.nanoTime());
        }
    }

    private void close(long bundle, Bundle owning, Cause cause) {
        Set<Mark> served = new HashSet<>(surroundings.served(registry, bundle));
        if (ends || served.isEmpty()) {
            return;
        }
        Replacement before = replacements.get(bundle);
        if (before != null) {
            served.addAll(before.served());
        }
        Owner owner = registry.owner(bundle);
        long until = drain.deadline(cause);
        letEnd(owner, cause, until);
        Optional<FormerVersion> meanwhile = owner.standIn().or(() -> surroundings.standIn(bundle));
        hold(
                bundle,
                new Replacement(settings.get(), cause, served, meanwhile.isPresent(), System.nanoTime()),
                meanwhile);
        drain.await(() -> owner.underWay().stream(), until);
        if (cause != Cause.SERVICE) {
            drain.cut(owner.underWay().stream().filter(it -> it.isIn(owner)), owning);
        }
    }

    private void hold(long bundle, Replacement running, Optional<FormerVersion> meanwhile) {
        synchronized (turn) {
            replacements.put(bundle, running);
            registry.owner(bundle).close(meanwhile);
        }
        if (looking.compareAndSet(false, true)) {
            clock.schedule(this::lookAgain, NEXT_LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** A refresh goes from bundle to bundle: whatever it is to stop next, all that is under way ends first, and nobody waits. */
    private void letEnd(Owner owner, Cause cause, long until) {
        if (cause == Cause.FRAMEWORK) {
            drain.begun(registry.underWay(), until);
        } else if (cause != Cause.SERVICE) {
            drain.begun(owner.underWay().stream(), until);
        }
    }

    /** Something has changed: look at once, on the gate's own thread. */
    void look() {
        if (!replacements.isEmpty() && !clock.isShutdown()) {
            clock.execute(this::lookAtAll);
        }
    }

    /** One chain of looks for all that is away; slowly where all of it is lost, as an event has it looked at anyway. */
    private void lookAgain() {
        looking.set(false);
        try {
            lookAtAll();
        } catch (RuntimeException
                | LinkageError e) { // a server that goes; what is away is looked at again all the same
            LOG.debug("It cannot be seen now which bundles serve again", e);
        }
        if (!replacements.isEmpty() && looking.compareAndSet(false, true)) {
            boolean lost = replacements.keySet().stream()
                    .allMatch(it -> registry.owner(it).lost());
            clock.schedule(this::lookAgain, lost ? NEXT_LOOK_AT_LOST_MS : NEXT_LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** A release has been changed: its cut-over is on this very thread, also of what was stood in for, ready or not. */
    void conditionChanges(ServiceEvent event) {
        if (event.getType() == ServiceEvent.UNREGISTERING
                && !surroundings.releaseChangesBut(event.getServiceReference())) {
            replacements.forEach((bundle, running) -> look(bundle, running, false, false));
        }
    }

    private void lookAtAll() {
        boolean releaseChanges = surroundings.releaseChanges();
        replacements.forEach((bundle, running) -> look(bundle, running, running.stoodIn(), releaseChanges));
    }

    private void look(long bundle, Replacement running, boolean standsInAgain, boolean releaseChanges) {
        BooleanSupplier served = () -> surroundings.serves(registry, running.served())
                && (!standsInAgain || surroundings.offersStandIn(bundle));
        BooleanSupplier owes = () -> surroundings.owesGuards(registry, bundle, running.served());
        switch (running.verdict(surroundings.state(bundle), served, owes, releaseChanges, System.nanoTime())) {
            case BACK -> open(bundle, running, "serves again");
            case GONE -> open(bundle, running, "did not come back with all it served");
            case LOST -> lose(bundle);
            case HOLD -> await(bundle);
        }
    }

    /** One that was lost already is being put right: requests wait for it again. */
    private void await(long bundle) {
        registry.owner(bundle).regain();
        LOG.trace("Bundle {} is still away", bundle);
    }

    private void lose(long bundle) {
        Owner owner = registry.owner(bundle);
        if (!owner.lost()) {
            owner.lose();
            LOG.error(
                    "Bundle {} guarded requests and does not come back: they are answered 503 from now on. Put the bundle"
                            + " right, or uninstall it if they are to go on without it",
                    bundle);
        }
    }

    private void open(long bundle, Replacement running, String how) {
        Owner owner = registry.owner(bundle);
        Collection<WaitingRequest> waited;
        long answered;
        synchronized (turn) { // or a bundle that fails right after it came back would be opened by what was seen before
            if (!replacements.remove(bundle, running)) {
                return;
            }
            registry.letGo(bundle);
            answered = owner.standIn().map(FormerVersion::answered).orElse(0L);
            if (!ends && isSeenByAll(bundle, running)) {
                rounds.begin();
            }
            waited = owner.open();
        }
        waited.forEach(WaitingRequest::release);
        if (running.served().isEmpty()) {
            LOG.debug("Bundle {} is new; {} requests waited for it", bundle, waited.size());
            return;
        }
        statistics.replaced();
        LOG.info(
                "Bundle {} {} after {} ms; {} requests waited for it, its former version answered {}",
                bundle,
                how,
                (System.nanoTime() - running.began()) / 1_000_000,
                waited.size(),
                answered);
    }

    /** It has, or had, a preprocessor, which those that wait have not come by yet. */
    private boolean isSeenByAll(long bundle, Replacement running) {
        return Stream.concat(running.served().stream(), registry.marks(bundle, Set.of()).stream())
                .anyMatch(it -> it.kind() == Kind.PREPROCESSOR);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED
                || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            replacements.values().forEach(it -> it.frameworkDone(System.nanoTime()));
        }
    }

    /** What is lost is not waited for. */
    boolean idle() {
        return replacements.keySet().stream().allMatch(it -> registry.owner(it).lost());
    }

    /** The next gate goes on with what is away; what still waits for a guard here is refused. */
    void leave() {
        Away.leave(registry.of(Set.copyOf(replacements.keySet())));
        replacements.forEach((bundle, running) -> {
            if (running.served().stream().anyMatch(Mark::guards) && replacements.remove(bundle, running)) {
                Owner owner = registry.owner(bundle);
                owner.lose();
                owner.giveUp().forEach(WaitingRequest::release);
            }
        });
        end();
    }

    /** No bundle is held from now on. */
    void end() {
        ends = true;
        replacements.forEach((bundle, running) -> open(bundle, running, "is not waited for: the gate ends"));
    }
}
