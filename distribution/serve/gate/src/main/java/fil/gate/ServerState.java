package fil.gate;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/**
 * The HTTP server as the gate sees it: attached while it sends its requests through the gate; leaving from the moment its
 * bundle stops, when every answer says Connection: close. Says to fil.socket whether connections may come in.
 */
final class ServerState implements BooleanSupplier {

    private static final long DISPATCHES_NS = 20_000_000;

    private final Registry registry;
    private final FrameworkView surroundings;
    private final Supplier<GateSettings> settings;
    private volatile boolean leaving;
    private volatile boolean stopping;
    private volatile boolean attached;
    private volatile long attachedAt;

    ServerState(Registry registry, FrameworkView surroundings, Supplier<GateSettings> settings) {
        this.registry = registry;
        this.surroundings = surroundings;
        this.settings = settings;
    }

    boolean leaving() {
        return leaving;
    }

    /** What is not answered by now is for the next server. */
    boolean stopping() {
        return stopping;
    }

    void attached() {
        attachedAt = System.nanoTime();
        attached = true;
        leaving = false;
        stopping = false;
    }

    boolean is(Bundle bundle) {
        return surroundings.servesHttp(bundle);
    }

    void leaves() {
        attached = false;
        leaving = true;
        stopping = true;
    }

    /** Another process takes over: fil.socket says so by a service. */
    void lastAnswers() {
        leaving = true;
    }

    /** Its whiteboard has all services; or it has had the time, and the rest is not for it. */
    @Override
    public boolean getAsBoolean() {
        if (!attached) {
            return false;
        }
        long since = System.nanoTime() - attachedAt;
        return surroundings.httpIsActive()
                && since > DISPATCHES_NS
                && (surroundings.hasAll(registry)
                        || since > settings.get().quiet().toNanos());
    }
}
