package fil.safetynet;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Hangs the net up. No component of Declarative Services: that can be updated by hand as well. */
public final class Activator implements BundleActivator {
    private SafetyNet net;

    @Override
    public void start(BundleContext context) {
        net = new SafetyNet(context, new Components(context));
        context.addBundleListener(net);
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(net);
        net.close();
    }
}
