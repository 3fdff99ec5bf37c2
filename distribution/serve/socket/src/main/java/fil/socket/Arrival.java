package fil.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * The other side of {@link Farewell}: this process lets clients in before the other has let go of the state, so they see what its
 * copy of the state says until the state is here.
 */
final class Arrival {

    private static final String HOLD = "fil.release.hold";

    private final BundleContext context;
    private final Door door;
    private ServiceRegistration<Condition> view;

    Arrival(BundleContext context, Door door) {
        this.context = context;
        this.door = door;
    }

    /** Two services without a type of this bundle, for whoever started this process. */
    void offer() {
        context.registerService(Runnable.class, this::enter, new Hashtable<>(Map.of("name", "fil.socket.enter")));
        context.registerService(Runnable.class, this::settle, new Hashtable<>(Map.of("name", "fil.socket.settle")));
    }

    private synchronized void enter() {
        view = hold(context);
        try {
            door.enter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void settle() {
        view.unregister();
    }

    /** What clients see keeps to its course while this is registered, though who publishes it stops. */
    static ServiceRegistration<Condition> hold(BundleContext context) {
        return context.registerService(
                Condition.class, Condition.INSTANCE, new Hashtable<>(Map.of(Condition.CONDITION_ID, HOLD)));
    }
}
