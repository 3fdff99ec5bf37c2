package fil.release.probe;

import org.osgi.framework.BundleContext;

/** A component of bundles made by tests; the header Probe-Activate says how it behaves: ok or throw. */
public final class ProbeComponent {
    void activate(BundleContext context) {
        if ("throw".equals(context.getBundle().getHeaders("").get("Probe-Activate"))) {
            throw new IllegalStateException("the component throws");
        }
    }
}
