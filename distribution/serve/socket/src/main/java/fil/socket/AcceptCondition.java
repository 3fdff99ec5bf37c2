package fil.socket;

import fil.signals.Names;
import fil.signals.Services;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** May connections come in? Asks all services BooleanSupplier with fil.socket.ready=true; for one connection at most 60 s long. */
final class AcceptCondition implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptCondition.class);

    private static final long LONGEST_NS = 60_000_000_000L;

    private final BundleContext context;
    private final Set<Long> awaited;
    private long waitingSince;

    /** @param awaited the bundles, away, that would say so */
    AcceptCondition(BundleContext context, Set<Long> awaited) {
        this.context = context;
        this.awaited = awaited;
    }

    @Override
    public boolean getAsBoolean() {
        if (allReady()) {
            waitingSince = 0;
            return true;
        }
        long now = System.nanoTime();
        waitingSince = waitingSince == 0 ? now : waitingSince;
        if (now - waitingSince < LONGEST_NS) {
            return false;
        }
        LOG.warn("Connections are let in though not all that answers them is ready");
        return true;
    }

    /** While the framework starts, those who would answer, and those who would say so, may not be there yet. */
    private boolean allReady() {
        if (!isStarted() || !awaited.isEmpty()) {
            return false;
        }
        return Services.of(context, BooleanSupplier.class, Names.marking(Names.READY))
                .allMatch(this::ready);
    }

    /** The whole framework, or of a release that says so what answers. */
    private boolean isStarted() {
        return context.getBundle(0).getState() == Bundle.ACTIVE
                || Services.of(context, BooleanSupplier.class, Names.marking(Names.STARTED))
                        .anyMatch(this::ready);
    }

    private boolean ready(ServiceReference<BooleanSupplier> reference) {
        BooleanSupplier service = context.getService(reference);
        try {
            return service == null || service.getAsBoolean();
        } finally {
            context.ungetService(reference);
        }
    }
}
