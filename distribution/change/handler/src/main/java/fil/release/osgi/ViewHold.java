package fil.release.osgi;

import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * While its service is there, who shows something to clients keeps the view it has; when it goes, that is the cut-over,
 * over when unregistering returns.
 */
final class ViewHold {
    private static final String ID = "fil.release.hold";
    private final BundleContext context;
    private ServiceRegistration<Condition> registration;

    ViewHold(BundleContext context) {
        this.context = context;
    }

    synchronized void hold(String from, String to) {
        if (registration == null) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(Condition.CONDITION_ID, ID);
            properties.put("fil.release.from", from);
            properties.put("fil.release.to", to);
            registration = context.registerService(Condition.class, Condition.INSTANCE, properties);
        }
    }

    void release() {
        ServiceRegistration<Condition> held;
        synchronized (this) {
            held = registration;
            registration = null;
        }
        if (held != null) {
            held.unregister();
        }
    }
}
