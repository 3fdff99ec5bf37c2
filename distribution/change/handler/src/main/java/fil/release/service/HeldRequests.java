package fil.release.service;

import fil.signals.Names;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** How many requests the gate has held so far, if there is a gate: a service of plain JDK types tells. */
final class HeldRequests {
    private final BundleContext context;

    HeldRequests(BundleContext context) {
        this.context = context;
    }

    long count() {
        return gates().stream().limit(1).mapToLong(this::count).sum();
    }

    private long count(ServiceReference<?> gate) {
        try {
            return context.getService(gate) instanceof Supplier<?> supplier
                            && supplier.get() instanceof Map<?, ?> numbers
                            && numbers.get("held") instanceof Number held
                    ? held.longValue()
                    : 0;
        } finally {
            context.ungetService(gate);
        }
    }

    @SuppressWarnings("rawtypes")
    private Collection<ServiceReference<Supplier>> gates() {
        try {
            return context.getServiceReferences(Supplier.class, Names.filter(Names.GATE_STATISTICS));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
