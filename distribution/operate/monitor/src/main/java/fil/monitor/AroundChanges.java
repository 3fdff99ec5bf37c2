package fil.monitor;

import fil.signals.ChangeClaim;
import fil.signals.DaemonThread;
import fil.signals.Hold;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;

/** Takes the latency around each change of the release out of the ring before it is overwritten. */
@Component(service = AroundChanges.class, immediate = true)
public final class AroundChanges {
    private static final long AROUND = 5_000;

    private final BundleContext context;
    private final Traffic traffic;
    private final OptionalParts surroundings;
    private final LatencyArchive archive;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(DaemonThread.named("fil-monitor-later"));
    private boolean scheduled;
    private long lastHold;

    /** For SCR. */
    @Activate
    public AroundChanges(BundleContext context, @Reference Traffic traffic, @Reference OptionalParts surroundings) {
        this.context = context;
        this.traffic = traffic;
        this.surroundings = surroundings;
        archive = new LatencyArchive(context.getDataFile("latency").toPath());
    }

    @Deactivate
    void close() {
        later.shutdownNow();
    }

    @Reference(target = Hold.FILTER, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHold(Condition hold) {
        // the end of it matters
    }

    synchronized void removeHold(Condition hold) {
        lastHold = System.nanoTime();
        if (!scheduled) {
            schedule();
        }
    }

    private void schedule() {
        scheduled = !later.isShutdown();
        if (scheduled) {
            later.schedule(this::look, 2 * AROUND, TimeUnit.MILLISECONDS);
        }
    }

    /** Changes may follow each other closely: one look is for all that came meanwhile, and those that came late have the next. */
    private void look() {
        // a takeover copies files just now: what is written meanwhile would be lost, so it would be refused
        boolean changing = ChangeClaim.holder(context).isPresent();
        try {
            if (!changing) {
                keep();
            }
        } finally {
            lookAgain(changing);
        }
    }

    private synchronized void lookAgain(boolean changing) {
        scheduled = false;
        if (changing || System.nanoTime() - lastHold < TimeUnit.MILLISECONDS.toNanos(2 * AROUND)) {
            schedule();
        }
    }

    /** What is over long enough. */
    private void keep() {
        long now = System.currentTimeMillis();
        surroundings.changes().stream()
                .flatMap(changes -> changes.history().stream())
                .filter(change -> end(change) <= now && end(change) > now - LatencyRing.SPAN / 2)
                .filter(change -> archive.around(change.began()).isEmpty())
                .forEach(change -> archive.keep(change.began(), around(change)));
    }

    private static long end(Changes.Change change) {
        return change.began() + change.millis() + AROUND;
    }

    /** @return the latency around a change: what was kept, or while it is young what is still in the ring */
    List<LatencySlot> around(Changes.Change change) {
        List<LatencySlot> kept = archive.around(change.began());
        return kept.isEmpty() ? traffic.latency().between(change.began() - AROUND, end(change)) : kept;
    }
}
