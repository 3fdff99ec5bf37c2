package fil.safetynet;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Hangs the net up, and gives the shell commands that fail when what they do fails. No component of Declarative Services: that can
 * be updated by hand as well.
 */
public final class Activator implements BundleActivator {
    private static final int RANKING = 100;

    private SafetyNet net;

    @Override
    public void start(BundleContext context) {
        net = new SafetyNet(context, new Components(context));
        context.addBundleListener(net);
        UpdateCommand update = new UpdateCommand(context, net);
        command(context, update, "fil", "update");
        command(context, new BundleCommands(context), "felix", "start", "stop", "install", "uninstall", "refresh");
        command(context, new DeployCommand(context, update), "obr", "deploy");
    }

    /** Of two commands with one name the shell takes the one that ranks higher; the framework takes them away with the bundle. */
    private static void command(BundleContext context, Object command, String scope, String... functions) {
        context.registerService(
                Object.class,
                command,
                new Hashtable<>(Map.of(
                        "osgi.command.scope",
                        scope,
                        "osgi.command.function",
                        functions,
                        Constants.SERVICE_RANKING,
                        RANKING)));
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(net);
        net.close();
    }
}
