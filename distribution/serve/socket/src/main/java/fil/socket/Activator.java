package fil.socket;

import fil.signals.DaemonThread;
import fil.signals.Names;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Opens the socket and offers it as a service of JDK types: whoever imported a package from here would tie this bundle to a
 * refresh. Without fil.socket.port there is nothing to hold and the bundle does nothing.
 */
public final class Activator implements BundleActivator {

    /** Nobody takes that long to replace a server. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Door door;
    private ScheduledThreadPoolExecutor clock;
    private final Set<Long> awaited = ConcurrentHashMap.newKeySet();

    @Override
    public void start(BundleContext context) throws BundleException {
        String port = context.getProperty("fil.socket.port");
        if (port == null || port.isBlank()) {
            return;
        }
        String host =
                context.getProperty("fil.socket.host") == null ? "127.0.0.1" : context.getProperty("fil.socket.host");
        boolean inherit = Boolean.parseBoolean(context.getProperty("fil.socket.inherit"));
        clock = new ScheduledThreadPoolExecutor(1, DaemonThread.named("fil-socket-clock"));
        try {
            ServerSocketChannel listening = Listening.open(host, Integer.parseInt(port.trim()), inherit);
            door = new Door(
                    new Entrance(listening, trial(context), Listening.isInherited(listening)),
                    passedIn(context),
                    new AcceptCondition(context, awaited),
                    PATIENCE,
                    clock);
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("fil.socket: " + e.getMessage(), e);
        }
        DaemonThread.of("fil-socket", door).start();
        door.listenToFormer();
        offer(context);
        new TakeoverSide(context, door).offer();
    }

    /** A process that is not to be reached by clients yet is tried out, from this machine, on a port of its own. */
    private static Optional<ServerSocketChannel> trial(BundleContext context) throws IOException {
        return isBeside(context)
                ? Optional.of(
                        Listening.open("127.0.0.1", Integer.parseInt(context.getProperty("fil.socket.trial")), false))
                : Optional.empty();
    }

    /** Once clients have been let in the process is like any other, though its property stays. */
    private static boolean isBeside(BundleContext context) {
        return context.getProperty("fil.socket.trial") != null && System.getProperty(TakeoverSide.ENTERED) == null;
    }

    /** Where no other process may take over there is none. */
    private static PassedIn passedIn(BundleContext context) throws IOException {
        String file = context.getProperty("fil.socket.passed");
        return file == null ? PassedIn.none() : PassedIn.open(Path.of(file), isBeside(context));
    }

    private void offer(BundleContext context) {
        Successor successor = new Successor(context, door, clock, awaited);
        context.addFrameworkListener(successor);
        successor.offer(context.registerService(Supplier.class, door, Names.named(Names.SOCKET)));
        // before fil.gate, which lets the requests in flight end and closes the connections that could not be kept
        context.registerService(
                EventHook.class, successor, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        if (door != null) {
            door.end();
            clock.shutdown();
        }
    }
}
