package fil.safetynet;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Hangs the net up, and gives the shell its update. No component of Declarative Services: that can be updated by hand as well. */
public final class Activator implements BundleActivator {
    private SafetyNet net;
    private ServiceRegistration<UpdateCommand> command;

    @Override
    public void start(BundleContext context) {
        net = new SafetyNet(context, new Components(context));
        context.addBundleListener(net);
        command = context.registerService(
                UpdateCommand.class,
                new UpdateCommand(context, net),
                new Hashtable<>(Map.of("osgi.command.scope", "fil", "osgi.command.function", "update")));
    }

    @Override
    public void stop(BundleContext context) {
        command.unregister();
        context.removeBundleListener(net);
        net.close();
    }
}
