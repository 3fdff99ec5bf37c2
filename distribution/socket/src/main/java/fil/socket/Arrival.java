package fil.socket;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean held;
    private ServiceRegistration<Condition> view;

    /** @param held whether connections are kept out */
    Arrival(BundleContext context, AtomicBoolean held) {
        this.context = context;
        this.held = held;
    }

    /** Two services without a type of this bundle, for whoever started this process. */
    void offer() {
        context.registerService(Runnable.class, this::enter, new Hashtable<>(Map.of("name", "fil.socket.enter")));
        context.registerService(Runnable.class, this::settle, new Hashtable<>(Map.of("name", "fil.socket.settle")));
    }

    private synchronized void enter() {
        view = hold(context);
        held.set(false);
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
