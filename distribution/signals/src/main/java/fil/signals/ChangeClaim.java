package fil.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The one authority over changes: whatever changes code, configuration or the process of a running system holds a claim
 * meanwhile, and there is never more than one. A claim is a service, so that everybody sees who works; it is looked for and
 * registered under one monitor, which all copies of this class share: an interned string is the same in every class loader.
 * It lasts as long as the work, also if the work replaces the bundle that does it, and ends with the process.
 */
public final class ChangeClaim {
    /** Property of the claim: what is done, as the subject of a sentence. */
    public static final String WHAT = "fil.change.claim";
    /** Property of the claim: who wants it. */
    public static final String WHO = "fil.change.who";
    /** Property of the claim: since when, in milliseconds since 1970. */
    public static final String SINCE = "fil.change.since";
    /** Property of the claim: whether it is soon over, so that others wait for it. */
    public static final String BRIEF = "fil.change.brief";

    private static final String TYPE = "java.lang.Object";
    private static final String FILTER = "(" + WHAT + "=*)";
    /** Not a new object: each bundle has its own copy of this class. */
    private static final Object MONITOR = "fil.signals.ChangeClaim".intern();

    private final ServiceRegistration<?> registration;

    private ChangeClaim(ServiceRegistration<?> registration) {
        this.registration = registration;
    }

    /**
     * What somebody is about to do.
     *
     * @param what the subject of a sentence, {@code the upgrade to 1986.b}
     * @param who who wants it
     * @param brief whether it is soon over: others wait for it, and are not refused at once
     */
    public record Purpose(String what, String who, boolean brief) {}

    /**
     * Who works now.
     *
     * @param purpose what for
     * @param since since when
     */
    public record Holder(Purpose purpose, Instant since) {}

    /**
     * Claims the system for a change. Waits for a change that is soon over, and is refused for one that is not.
     *
     * @param context of the bundle that makes the change
     * @param purpose what it is about to do
     * @param patience how long it waits at most
     * @param waits hears, once for each, for whom it has to wait
     * @return the claim; to be ended when the change is over
     * @throws ChangeRefused if somebody else works
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public static ChangeClaim claim(BundleContext context, Purpose purpose, Duration patience, Consumer<Holder> waits)
            throws ChangeRefused, InterruptedException {
        BundleContext system =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        long end = System.nanoTime() + patience.toNanos();
        Holder told = null;
        while (true) {
            Holder holder;
            synchronized (MONITOR) {
                Optional<Holder> other = holder(system);
                if (other.isEmpty()) {
                    return new ChangeClaim(system.registerService(TYPE, new Object(), properties(purpose)));
                }
                holder = other.get();
                if (holder.equals(told)) {
                    TimeUnit.NANOSECONDS.timedWait(MONITOR, end - System.nanoTime());
                }
            }
            if (!holder.purpose().brief() || System.nanoTime() - end >= 0) {
                throw new ChangeRefused(holder);
            }
            if (!holder.equals(told)) {
                // outside of the monitor: it is somebody else's code
                waits.accept(holder);
                told = holder;
            }
        }
    }

    /**
     * Says who works now.
     *
     * @param context of any bundle
     * @return whose claim there is
     */
    public static Optional<Holder> holder(BundleContext context) {
        return Services.all(context, TYPE, FILTER).map(ChangeClaim::holder).findFirst();
    }

    private static Holder holder(ServiceReference<?> claim) {
        return new Holder(
                new Purpose(
                        String.valueOf(claim.getProperty(WHAT)),
                        String.valueOf(claim.getProperty(WHO)),
                        Boolean.TRUE.equals(claim.getProperty(BRIEF))),
                Instant.ofEpochMilli(claim.getProperty(SINCE) instanceof Long since ? since : 0));
    }

    private static Hashtable<String, Object> properties(Purpose purpose) {
        return new Hashtable<>(Map.of(
                WHAT, purpose.what(),
                WHO, purpose.who(),
                BRIEF, purpose.brief(),
                SINCE, System.currentTimeMillis()));
    }

    /**
     * Says what it is for.
     *
     * @return who works, and since when
     */
    public Holder told() {
        return holder(registration.getReference());
    }

    /** What is left is brief: from now on others wait for the end, and are not refused. */
    public void endsSoon() {
        synchronized (MONITOR) {
            Hashtable<String, Object> properties = new Hashtable<>();
            for (String key : List.of(WHAT, WHO, SINCE)) {
                properties.put(key, registration.getReference().getProperty(key));
            }
            properties.put(BRIEF, true);
            registration.setProperties(properties);
            MONITOR.notifyAll();
        }
    }

    /** The change is over; whoever waits goes on. */
    public void end() {
        synchronized (MONITOR) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // the framework has stopped meanwhile, and all services with it: the claim is gone as well
                MONITOR.notifyAll();
                return;
            }
            MONITOR.notifyAll();
        }
    }
}
