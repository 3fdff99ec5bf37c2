package fil.release.service;

import fil.signals.Names;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever watches, as a service {@link Consumer} with {@code name=fil.release.progress}, how a change goes on: maps
 * with {@code event}: {@code begin} ({@code from}, {@code to}), {@code next} ({@code line}) before a step, {@code step}
 * ({@code sinceMs}, {@code line}) after it, {@code end}.
 * Only JDK types, so that no wiring leads to this bundle. A watcher that fails is no trouble.
 */
final class Audience {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    private final BundleContext context;

    Audience(BundleContext context) {
        this.context = context;
    }

    void begin(String from, String to) {
        tell(Map.of("event", "begin", "from", from, "to", to));
    }

    void next(String step) {
        tell(Map.of("event", "next", "line", step));
    }

    void step(long sinceMs, String line) {
        tell(Map.of("event", "step", "sinceMs", sinceMs, "line", line));
    }

    void end() {
        tell(Map.of("event", "end"));
    }

    private void tell(Map<String, Object> event) {
        for (ServiceReference<?> watcher : watchers()) {
            try {
                if (context.getService(watcher) instanceof Consumer<?> consumer) {
                    hear(consumer, event);
                }
                context.ungetService(watcher);
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("{} does not listen", watcher.getBundle(), e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void hear(Consumer<?> consumer, Map<String, Object> event) {
        ((Consumer<Map<String, Object>>) consumer).accept(event);
    }

    @SuppressWarnings("rawtypes")
    private Collection<ServiceReference<Consumer>> watchers() {
        try {
            return context.getServiceReferences(Consumer.class, Names.filter(Names.RELEASE_PROGRESS));
        } catch (InvalidSyntaxException | IllegalStateException e) {
            LOG.debug("Nobody can be told", e);
            return List.of();
        }
    }
}
