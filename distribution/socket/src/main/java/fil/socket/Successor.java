package fil.socket;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the server's bundle stop, lets its connections end before it goes, and sees to it that its successor is wired up.
 * <pre>
 * server's bundle is STOPPING   accept no more; take its connections back as they become idle
 * it is STARTED again           if nobody asks for the socket soon: it was updated without a refresh, so refresh it
 * </pre>
 */
final class Successor implements EventHook {

    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
    private static final long STEP_NS = 1_000_000;
    private static final long NOTHING_MORE_NS = 100_000_000;
    private static final long LONGEST_NS = 5_000_000_000L;
    private static final long REFRESH_AFTER_MS = 500;

    @SuppressWarnings("unchecked")
    private static final Class<Supplier<?>> SUPPLIER = (Class<Supplier<?>>) (Class<?>) Supplier.class;

    private final BundleContext context;
    private final Door door;
    private final ScheduledExecutorService clock;
    private final Set<Long> served = new HashSet<>();
    private volatile ServiceRegistration<?> offer;

    Successor(BundleContext context, Door door, ScheduledExecutorService clock) {
        this.context = context;
        this.door = door;
        this.clock = clock;
    }

    void offer(ServiceRegistration<?> registration) {
        offer = registration;
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STOPPING && isServer(bundle) && door.taken()) {
            synchronized (served) {
                served.add(bundle.getBundleId());
            }
            door.pause();
            drain(bundle);
        } else if (event.getType() == BundleEvent.STARTED && wasServer(bundle)) {
            clock.schedule(() -> rewire(bundle), REFRESH_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean wasServer(Bundle bundle) {
        synchronized (served) {
            return served.contains(bundle.getBundleId());
        }
    }

    /** It got our channel itself, or by a service of a bundle that did. */
    private boolean isServer(Bundle bundle) {
        List<Bundle> users = users(offer.getReference());
        return users.contains(bundle)
                || users.stream()
                        .map(Bundle::getRegisteredServices)
                        .filter(it -> it != null)
                        .flatMap(Stream::of)
                        .anyMatch(it -> users(it).contains(bundle));
    }

    private static List<Bundle> users(ServiceReference<?> reference) {
        Bundle[] users = reference.getUsingBundles();
        return users == null ? List.of() : List.of(users);
    }

    /** Takes the idle connections back for the next server, until none is left or what is left stays as it is. */
    private void drain(Bundle bundle) {
        long began = System.nanoTime();
        long lastChange = began;
        int kept = 0;
        int open = door.connections().open();
        while (open > 0 && System.nanoTime() - lastChange < NOTHING_MORE_NS && System.nanoTime() - began < LONGEST_NS) {
            kept += door.keep(idle());
            int now = door.connections().open();
            if (now == open) {
                LockSupport.parkNanos(STEP_NS);
            } else {
                lastChange = System.nanoTime();
            }
            open = now;
        }
        LOG.info(
                "{} stops; {} idle connections are kept for its successor, {} are still busy, after {} ms; new ones wait",
                bundle,
                kept,
                open,
                (System.nanoTime() - began) / 1_000_000);
    }

    @SuppressWarnings("unchecked")
    private List<SocketChannel> idle() {
        try {
            List<SocketChannel> all = new ArrayList<>();
            for (ServiceReference<Supplier<?>> reference :
                    context.getServiceReferences(SUPPLIER, "(name=fil.socket.idle)")) {
                Supplier<?> server = context.getService(reference);
                if (server != null) {
                    all.addAll((List<SocketChannel>) server.get());
                    context.ungetService(reference);
                }
            }
            return all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // the filter is a constant
        }
    }

    /** A release handler refreshes by itself. */
    private boolean releaseChanges() {
        try {
            return context.getAllServiceReferences(
                            "org.osgi.service.condition.Condition", "(osgi.condition.id=fil.release.hold)")
                    != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // the filter is a constant
        }
    }

    private void rewire(Bundle bundle) {
        if (!door.taken() && bundle.getState() == Bundle.ACTIVE && releaseChanges()) {
            clock.schedule(() -> rewire(bundle), REFRESH_AFTER_MS, TimeUnit.MILLISECONDS);
        } else if (!door.taken() && bundle.getState() == Bundle.ACTIVE) {
            LOG.info(
                    "{} was updated without a refresh: its packages are refreshed, so that it is given the socket",
                    bundle);
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        }
    }
}
