package fil.gate;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * Clients may be let in while the rest of the framework starts behind them. Until it has, a request that no servlet was registered for
 * by its very path waits: a bundle that starts later may be the one that answers it.
 */
final class RestOfStart implements FrameworkListener {
    /** The framework stands for all bundles that have not started. */
    private static final long FRAMEWORK = 0;

    private static final long LOOK_MS = 5;
    private static final long LONGEST_NS = 5_000_000_000L;

    private final Registry registry;
    private final BooleanSupplier ready;
    private final ScheduledExecutorService clock;

    /** @param ready whether the whiteboard has taken up all that is there */
    RestOfStart(Registry registry, BooleanSupplier ready, ScheduledExecutorService clock) {
        this.registry = registry;
        this.ready = ready;
        this.clock = clock;
    }

    void begin() {
        registry.owner(FRAMEWORK).close(Optional.empty());
        registry.awaits(Optional.of(FRAMEWORK));
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED
                && registry.owner(FRAMEWORK).closed()) {
            look(System.nanoTime() + LONGEST_NS);
        }
    }

    private void look(long until) {
        if (clock.isShutdown() || ready.getAsBoolean() || System.nanoTime() > until) {
            end();
        } else {
            clock.schedule(() -> look(until), LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    void end() {
        registry.awaits(Optional.empty());
        registry.owner(FRAMEWORK).open().forEach(WaitingRequest::release);
    }
}
