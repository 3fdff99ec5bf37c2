package fil.connector;

import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.jetty.session.SessionData;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attributes of a session. One whose class has gone with a bundle's former version is dropped: nobody could use it. */
final class KeptSession extends SessionData {

    private static final Logger LOG = LoggerFactory.getLogger(KeptSession.class);
    private static final long serialVersionUID = 1;

    private final transient LongSupplier changes;
    private transient volatile long lookedAt;

    /** The times that Jetty counts, in milliseconds. */
    record Times(long created, long accessed, long lastAccessed, long maxInactive) {}

    /** @param changes how often bundles have been replaced: only then can a class have gone */
    KeptSession(String id, String contextPath, String host, Times times, LongSupplier changes) {
        super(id, contextPath, host, times.created(), times.accessed(), times.lastAccessed(), times.maxInactive());
        this.changes = changes;
        this.lookedAt = changes.getAsLong();
    }

    private void dropWhatHasGone() {
        long now = changes.getAsLong();
        if (now == lookedAt) {
            return;
        }
        lookedAt = now;
        for (Map.Entry<String, Object> attribute : super.getAllAttributes().entrySet()) {
            if (JdkValues.loaders(attribute.getValue()).stream().anyMatch(KeptSession::hasGone)) {
                super.setAttribute(attribute.getKey(), null);
                LOG.warn(
                        "The attribute {} of a session is dropped: its class {}, or that of something in it, has gone with"
                                + " the former version of its bundle. Values of JDK types go on",
                        attribute.getKey(),
                        attribute.getValue().getClass().getName());
            }
        }
    }

    private static boolean hasGone(ClassLoader loader) {
        if (!(loader instanceof BundleReference reference)) {
            return false;
        }
        BundleWiring now = reference.getBundle().adapt(BundleWiring.class);
        return now == null || now.getClassLoader() != loader;
    }

    @Override
    public Object getAttribute(String name) {
        dropWhatHasGone();
        return super.getAttribute(name);
    }

    @Override
    public Set<String> getKeys() {
        dropWhatHasGone();
        return super.getKeys();
    }

    @Override
    public Map<String, Object> getAllAttributes() {
        dropWhatHasGone();
        return super.getAllAttributes();
    }
}
