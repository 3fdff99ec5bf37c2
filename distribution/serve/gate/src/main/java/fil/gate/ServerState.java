package fil.gate;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server as the gate sees it: attached while it sends its requests through the gate; leaving from the moment its
 * bundle stops, when every answer says Connection: close. Says to fil.socket whether connections may come in.
 */
final class ServerState implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(ServerState.class);
    private static final long DISPATCHES_NS = 20_000_000;
    private static final long LOOK_NS = 50_000_000;
    /** A component waits for what other bundles bring; one that has not come by then will not. */
    private static final long GUARDS_COME_NS = 45_000_000_000L;

    private final Registry registry;
    private final FrameworkView surroundings;
    private final Supplier<GateSettings> settings;
    private volatile boolean leaving;
    private volatile boolean stopping;
    private volatile boolean ends;
    private volatile boolean attached;
    private volatile long attachedAt;
    /** From the first server on, what is away is known; before it only what bundles declare. */
    private volatile boolean guarded;

    private long lookedAt;

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

    /** All stops, bundle by bundle: who comes now would meet a part that has gone. */
    void end() {
        leaving = true;
        ends = true;
    }

    boolean ends() {
        return ends;
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
                        || since > settings.get().quiet().toNanos())
                && isGuarded(since);
    }

    /** At a start a guard may be activated after its bundle has started; until then nobody comes by. */
    private synchronized boolean isGuarded(long since) {
        long now = System.nanoTime();
        if (guarded || lookedAt != 0 && now - lookedAt < LOOK_NS) {
            return guarded;
        }
        lookedAt = now;
        Optional<Bundle> late = surroundings.lateGuard(registry);
        if (late.isPresent() && since > GUARDS_COME_NS) {
            LOG.error(
                    "{} declares a guard that has not come: requests are let in without it. scr:list and scr:info say what it lacks",
                    late.get());
        }
        guarded = late.isEmpty() || since > GUARDS_COME_NS;
        if (guarded) {
            // what has come just now is to be on the whiteboard, too
            attachedAt = now;
        }
        return false;
    }
}
