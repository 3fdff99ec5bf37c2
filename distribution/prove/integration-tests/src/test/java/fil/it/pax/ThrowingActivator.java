package fil.it.pax;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a broken bundle: it cannot be started. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("this bundle was made to fail");
    }

    @Override
    public void stop(BundleContext context) {
        // never started
    }
}
