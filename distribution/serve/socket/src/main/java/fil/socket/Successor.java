package fil.socket;

import fil.signals.CallStack;
import fil.signals.Hold;
import fil.signals.Names;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the server's bundle stop, takes its connections back before it goes, and sees to it that its successor is wired up.
 * <pre>
 * server's bundle is STOPPING   when the requests under way have ended, accept no more; take its connections back
 * it is STARTED again           if nobody asks for the socket soon: it was updated without a refresh, so refresh it
 * a refresh takes fil.gate along, or whoever else says whether all is ready
 *                               the same, until all that the refresh has stopped runs again
 * fil.gate is updated, or stopped in a change of release
 *                               the same, until it runs again; what is answered already is not waited for
 * </pre>
 */
final class Successor implements EventHook, FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
    private static final long STEP_NS = 1_000_000;
    private static final long LONGEST_NS = 5_000_000_000L;
    private static final long SHORT_NS = 500_000_000L;
    private static final long REFRESH = -1;
    private static final long REFRESH_AFTER_MS = 500;

    private final BundleContext context;
    private final Door door;
    private final ServerSide server;
    private final ScheduledExecutorService clock;
    private final Set<Long> awaited;
    private final Set<Long> servers = ConcurrentHashMap.newKeySet();
    private volatile ServiceRegistration<?> offer;

    /** @param awaited the bundles, away, that would say whether all is ready */
    Successor(BundleContext context, Door door, ScheduledExecutorService clock, Set<Long> awaited) {
        this.context = context;
        this.door = door;
        this.server = new ServerSide(context);
        this.clock = clock;
        this.awaited = awaited;
    }

    void offer(ServiceRegistration<?> registration) {
        offer = registration;
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTED || event.getType() == BundleEvent.UNINSTALLED) {
            awaited.remove(bundle.getBundleId());
        }
        if (event.getType() == BundleEvent.STOPPING && saysWhetherReady(bundle) && isRefresh()) {
            awaited.add(REFRESH);
            leaves(bundle);
        } else if (event.getType() == BundleEvent.STOPPING && saysWhetherReady(bundle) && comesBack()) {
            awaited.add(bundle.getBundleId());
            door.pause();
            if (door.taken()) {
                drain(bundle, SHORT_NS);
            }
            door.resume();
        } else if (event.getType() == BundleEvent.STOPPING && door.taken()) {
            List<Bundle> users = users(offer.getReference());
            if (users.contains(bundle)) {
                leaves(bundle);
            } else if (users.stream().anyMatch(it -> serves(it, bundle))) {
                servers.add(bundle.getBundleId());
                leaves(bundle);
            }
        } else if (event.getType() == BundleEvent.STARTED && servers.contains(bundle.getBundleId())) {
            clock.schedule(() -> rewire(bundle), REFRESH_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        boolean done = event.getType() == FrameworkEvent.PACKAGES_REFRESHED
                || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED;
        if (done && awaited.remove(REFRESH)) {
            door.resume();
        }
    }

    /** What takes long ends first, with the door open: nobody is to wait for the requests of others. */
    private void leaves(Bundle bundle) {
        if (door.taken()) {
            server.letRequestsEnd();
        }
        door.pause();
        if (door.taken()) {
            drain(bundle, LONGEST_NS);
        }
    }

    private static boolean saysWhetherReady(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null && Stream.of(services).anyMatch(it -> Boolean.TRUE.equals(it.getProperty(Names.READY)));
    }

    /** No bundle was stopped or updated by this call: the framework does it by itself, and does not end. */
    private boolean isRefresh() {
        return context.getBundle(0).getState() == Bundle.ACTIVE && CallStack.stop() == CallStack.Stop.FRAMEWORK;
    }

    /** It is replaced, by hand or with a release: in the same call, or soon. */
    private boolean comesBack() {
        return context.getBundle(0).getState() == Bundle.ACTIVE
                && (CallStack.stop() == CallStack.Stop.UPDATE || Hold.isThereOfOthers(context));
    }

    /** The server itself gets our channel by a service of the bundle that asked for it. */
    private static boolean serves(Bundle connector, Bundle bundle) {
        ServiceReference<?>[] offered = connector.getRegisteredServices();
        return offered != null && Stream.of(offered).anyMatch(it -> users(it).contains(bundle));
    }

    private static List<Bundle> users(ServiceReference<?> reference) {
        Bundle[] users = reference.getUsingBundles();
        return users == null ? List.of() : List.of(users);
    }

    /**
     * Takes the connections back for the next server, as soon as nobody is about to answer on them, until none is left but those
     * whose answer goes on for ever (event streams).
     */
    private void drain(Bundle bundle, long longest) {
        long began = System.nanoTime();
        int kept = 0;
        int open = door.connections().open();
        while (open > 0 && System.nanoTime() - began < longest) {
            kept += server.giveBack();
            open = door.connections().open();
            if (open <= server.streaming()) {
                break;
            }
            LockSupport.parkNanos(STEP_NS);
        }
        LOG.info(
                "{} stops; {} idle connections are kept for its successor, {} are still busy, after {} ms; new ones wait",
                bundle,
                kept,
                open,
                (System.nanoTime() - began) / 1_000_000);
    }

    private void rewire(Bundle bundle) {
        boolean stale = bundle.getState() == Bundle.ACTIVE
                && !door.taken()
                && bundle.adapt(BundleRevisions.class).getRevisions().size() > 1;
        if (stale && Hold.isThereOfOthers(context)) { // a release handler refreshes by itself
            clock.schedule(() -> rewire(bundle), REFRESH_AFTER_MS, TimeUnit.MILLISECONDS);
        } else if (stale) {
            LOG.info(
                    "{} was updated without a refresh: its packages are refreshed, so that it is given the socket",
                    bundle);
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        }
    }
}
