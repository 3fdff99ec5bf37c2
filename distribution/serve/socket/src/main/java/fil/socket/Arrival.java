package fil.socket;

import fil.signals.Hold;
import fil.signals.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.osgi.framework.BundleContext;

/**
 * The other side of {@link Farewell}: this process lets clients in before the other has let go of the state, so they see what its
 * copy of the state says until the state is here.
 */
final class Arrival {

    private final BundleContext context;
    private final Door door;
    private Hold view;

    Arrival(BundleContext context, Door door) {
        this.context = context;
        this.door = door;
    }

    /** Two services without a type of this bundle, for whoever started this process. */
    void offer() {
        context.registerService(Runnable.class, this::enter, Names.named(Names.SOCKET_ENTER));
        context.registerService(Runnable.class, this::settle, Names.named(Names.SOCKET_SETTLE));
    }

    private synchronized void enter() {
        view = Hold.begin(context);
        try {
            door.enter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void settle() {
        view.end();
    }
}
