package fil.gate;

import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * The HTTP server's own bundle stops. When fil.socket, if it is there, has taken back the connections that are idle or have a
 * request that waits, the answers on the others say Connection: close; last of all hooks, the requests in flight are waited for.
 * Where all stops they are waited for before the first bundle goes, and who comes from then on is answered 503.
 */
final class ServerWatch {

    private static final long STEP_NS = 500_000;

    private final ServerState server;
    private final Registry registry;
    private final Drain drain;
    private final Watch watch;

    ServerWatch(ServerState server, Registry registry, Drain drain, Watch watch) {
        this.watch = watch;
        this.server = server;
        this.registry = registry;
        this.drain = drain;
    }

    EventHook first() {
        return this::announce;
    }

    EventHook last() {
        return this::finish;
    }

    private void announce(BundleEvent event, Collection<BundleContext> receivers) {
        if (allStops(event)) {
            server.end();
        }
        if (event.getType() == BundleEvent.STOPPING && server.is(event.getBundle())) {
            server.leaves();
            watch.serverLeaves();
            registry.giveBack();
        }
    }

    private static boolean allStops(BundleEvent event) {
        return event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }

    private void finish(BundleEvent event, Collection<BundleContext> receivers) {
        if (!allStops(event) && (event.getType() != BundleEvent.STOPPING || !server.is(event.getBundle()))) {
            return;
        }
        long until = drain.deadline(Cause.STOP);
        drain.await(registry::underWay, until);
        while (registry.stoodIn() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(STEP_NS);
        }
        drain.cut(registry.underWay().filter(UnderWay::isIn), event.getBundle());
        // after it nobody can end them, and their bundles would be waited for
        registry.underWay().filter(UnderWay::isStream).toList().forEach(UnderWay::end);
    }
}
