package fil.socket;

import fil.signals.Hold;
import fil.signals.Names;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Gogo command {@code socket:leave}: another process serves this socket by now. Answers say Connection: close from here on
 * (fil.gate sees the service that is registered for it); when no client is left, or the rest is silent, the framework stops.
 */
public final class Farewell {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_MS = 10;

    private final BundleContext context;
    private final Door door;

    Farewell(BundleContext context, Door door) {
        this.context = context;
        this.door = door;
    }

    /**
     * Leaves.
     *
     * @param bundles symbolic names of what is stopped before this returns, because the other process needs what it holds
     * @return what was done
     */
    public String leave(String... bundles) throws IOException, BundleException {
        context.registerService(Object.class, this, Names.marked(Names.LEAVES));
        Hold.begin(context);
        door.leave();
        for (Bundle bundle : context.getBundles()) {
            if (List.of(bundles).contains(bundle.getSymbolicName())) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        }
        Thread last = new Thread(this::end, "fil-socket-farewell");
        last.start();
        return "This process accepts no more connections, and ends when its clients have left.";
    }

    private void end() {
        try {
            awaitClients();
            context.getBundle(0).stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BundleException e) {
            LOG.error("The framework does not stop; end this process", e);
        }
    }

    private void awaitClients() throws InterruptedException {
        long began = System.nanoTime();
        long lastChange = began;
        int open = door.open();
        while (open > 0 && System.nanoTime() - lastChange < SILENT_NS && System.nanoTime() - began < LONGEST_NS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            int now = door.open();
            lastChange = now == open ? lastChange : System.nanoTime();
            open = now;
        }
        LOG.info("{} connections are left, all silent", open);
    }
}
