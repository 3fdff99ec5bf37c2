package fil.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** What happened to bundles lately, by whatever hand: an update in the shell leaves its mark in the plot too. */
@Component(service = BundleEvents.class, immediate = true)
public final class BundleEvents implements BundleListener {
    private static final int KEPT = 100;

    private final BundleContext context;
    private final Deque<Event> events = new ArrayDeque<>();

    /** For SCR. */
    @Activate
    public BundleEvents(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    /**
     * Something that happened to a bundle.
     *
     * @param at milliseconds since 1970
     * @param bundle the symbolic name
     * @param version the version that it has after it
     * @param what installed, updated, stopped or uninstalled
     */
    record Event(long at, String bundle, String version, String what) {}

    @Override
    public void bundleChanged(BundleEvent event) {
        String what =
                switch (event.getType()) {
                    case BundleEvent.INSTALLED -> "installed";
                    case BundleEvent.UPDATED -> "updated";
                    case BundleEvent.STOPPED -> "stopped";
                    case BundleEvent.UNINSTALLED -> "uninstalled";
                    default -> "";
                };
        if (!what.isEmpty()) {
            add(new Event(
                    System.currentTimeMillis(),
                    String.valueOf(event.getBundle().getSymbolicName()),
                    event.getBundle().getVersion().toString(),
                    what));
        }
    }

    private synchronized void add(Event event) {
        events.addLast(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    /** @return the last ones, the oldest first */
    synchronized List<Event> all() {
        return new ArrayList<>(events);
    }
}
