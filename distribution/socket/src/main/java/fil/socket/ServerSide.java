package fil.socket;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What the servers say of the connections they have been given, by services of JDK types. */
final class ServerSide {

    private final BundleContext context;

    ServerSide(BundleContext context) {
        this.context = context;
    }

    /** The connections that are idle; they are ours from now on. */
    List<SocketChannel> idle() {
        List<SocketChannel> all = new ArrayList<>();
        for (Object service : services(Supplier.class, "(name=fil.socket.idle)")) {
            for (Object connection : (Iterable<?>) ((Supplier<?>) service).get()) {
                all.add((SocketChannel) connection);
            }
        }
        return all;
    }

    /** How many connections are in the middle of an answer. */
    int answering() {
        return services(IntSupplier.class, "(name=fil.socket.answering)").stream()
                .mapToInt(service -> ((IntSupplier) service).getAsInt())
                .sum();
    }

    private List<Object> services(Class<?> type, String filter) {
        try {
            List<Object> all = new ArrayList<>();
            for (ServiceReference<?> reference : context.getServiceReferences(type, filter)) {
                Object service = context.getService(reference);
                if (service != null) {
                    all.add(service);
                    context.ungetService(reference);
                }
            }
            return all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // the filters are constants
        }
    }
}
