package fil.connector;

import fil.signals.ClientBudget;
import fil.signals.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Server;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers Jetty a connector on the held socket as long as fil.socket holds one. Refreshed together with Jetty. */
public final class Activator implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(Activator.class);
    private static final int CONNECTIONS = 4096;
    private static final int PATIENCE_MS = 10_000;
    /** As Jetty: none. */
    private static final long BODY = Long.MAX_VALUE;

    /** All sessions together take at most 160 MB on disk. */
    private static final int MOST_OF_A_SESSION = 16 * 1024;

    private static final int SESSIONS = 10_000;

    private ServiceTracker<Object, List<ServiceRegistration<?>>> sockets;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        sockets =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=java.util.function.Supplier)" + Names.filter(Names.SOCKET) + ")"),
                        null) {
                    @Override
                    public List<ServiceRegistration<?>> addingService(ServiceReference<Object> reference) {
                        return offer(context, HeldSocket.of(context.getService(reference)));
                    }

                    @Override
                    public void removedService(
                            ServiceReference<Object> reference, List<ServiceRegistration<?>> offered) {
                        offered.forEach(ServiceRegistration::unregister);
                        context.ungetService(reference);
                    }
                };
        sockets.open();
    }

    private static List<ServiceRegistration<?>> offer(BundleContext context, HeldSocket socket) {
        HeldSocketConnector connector = new HeldSocketConnector(
                socket,
                connections(Math.toIntExact(number(context, "fil.http.connections", CONNECTIONS))),
                Duration.ofMillis(number(context, "fil.http.patience", PATIENCE_MS)),
                new BodyLimit(number(context, "fil.http.body", BODY)),
                sessions(context));
        return List.of(
                context.registerService(IntSupplier.class, connector::giveBackIdle, Names.named(Names.SOCKET_IDLE)),
                context.registerService(IntSupplier.class, connector::streaming, Names.named(Names.SOCKET_STREAMING)),
                context.registerService(Supplier.class, connector::underWay, Names.named(Names.SOCKET_UNDER_WAY)),
                context.registerService(ConnectorFactory.class, connector, null));
    }

    /** As many as are wanted, if there is room for what their clients may cost. */
    private static int connections(int wanted) {
        ClientBudget budget = ClientBudget.ofThisProcess();
        if (wanted > budget.connections()) {
            LOG.warn(
                    "There may be {} connections at once instead of {}: a heap of {} MB, with {} MB for buffers outside of it, has"
                            + " room for no more (http.connections)",
                    budget.connections(),
                    wanted,
                    budget.heap() >> 20,
                    budget.buffers() >> 20);
        }
        return Math.min(wanted, budget.connections());
    }

    /** Where there is a folder for them, sessions outlive their server and its process. */
    private static Consumer<Server> sessions(BundleContext context) {
        String home = context.getProperty("fil.home");
        if (home == null) {
            return server -> {};
        }
        SessionFolder folder = new SessionFolder(Path.of(home, "sessions"), MOST_OF_A_SESSION, SESSIONS);
        AtomicLong changes = new AtomicLong();
        context.addBundleListener((SynchronousBundleListener) event -> changes.incrementAndGet());
        return server -> SessionStore.keep(server, folder, changes::get);
    }

    private static long number(BundleContext context, String name, long usual) {
        String value = context.getProperty(name);
        return value == null || value.isBlank() ? usual : Long.parseLong(value.trim());
    }

    @Override
    public void stop(BundleContext context) {
        sockets.close();
    }
}
