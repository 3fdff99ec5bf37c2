package fil.release.service;

import fil.signals.Names;
import fil.signals.Services;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** How many requests the gate has held so far, if there is a gate: a service of plain JDK types tells. */
final class HeldRequests {
    private final BundleContext context;

    HeldRequests(BundleContext context) {
        this.context = context;
    }

    long count() {
        return Services.all(context, Supplier.class.getName(), Names.filter(Names.GATE_STATISTICS))
                .limit(1)
                .flatMap(it -> Services.ask(context, it, HeldRequests::count).stream())
                .mapToLong(it -> it)
                .sum();
    }

    private static long count(Object gate) {
        return gate instanceof Supplier<?> supplier
                        && supplier.get() instanceof Map<?, ?> numbers
                        && numbers.get("held") instanceof Number held
                ? held.longValue()
                : 0;
    }
}
