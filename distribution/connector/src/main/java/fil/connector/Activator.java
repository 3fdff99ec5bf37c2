package fil.connector;

import java.nio.channels.ServerSocketChannel;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** Offers Jetty a connector on the held socket as long as fil.socket holds one. Refreshed together with Jetty. */
public final class Activator implements BundleActivator {

    private ServiceTracker<Supplier<ServerSocketChannel>, List<ServiceRegistration<?>>> sockets;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        sockets =
                new ServiceTracker<>(
                        context,
                        context.createFilter("(&(objectClass=java.util.function.Supplier)(name=fil.socket))"),
                        null) {
                    @Override
                    public List<ServiceRegistration<?>> addingService(
                            ServiceReference<Supplier<ServerSocketChannel>> reference) {
                        HeldSocketConnector connector = new HeldSocketConnector(
                                context.getService(reference),
                                Boolean.parseBoolean(context.getProperty("fil.socket.hold")));
                        return List.of(
                                context.registerService(
                                        Supplier.class, connector, new Hashtable<>(Map.of("name", "fil.socket.idle"))),
                                context.registerService(
                                        IntSupplier.class,
                                        connector::answering,
                                        new Hashtable<>(Map.of("name", "fil.socket.answering"))),
                                context.registerService(
                                        Runnable.class,
                                        connector::closeOwn,
                                        new Hashtable<>(Map.of("name", "fil.socket.enter"))),
                                context.registerService(ConnectorFactory.class, connector, null));
                    }

                    @Override
                    public void removedService(
                            ServiceReference<Supplier<ServerSocketChannel>> reference,
                            List<ServiceRegistration<?>> offered) {
                        offered.forEach(ServiceRegistration::unregister);
                        context.ungetService(reference);
                    }
                };
        sockets.open();
    }

    @Override
    public void stop(BundleContext context) {
        sockets.close();
    }
}
