package fil.byhand;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Hangs up the net, gives the shell commands that fail when what they do fails, and takes the deploy folder over. No component of
 * Declarative Services: that can be updated by hand as well.
 */
public final class Activator implements BundleActivator {
    private static final int RANKING = 100;

    private SafetyNet net;
    private DeployFolder folder;

    @Override
    public void start(BundleContext context) {
        net = new SafetyNet(context, new Components(context));
        context.addBundleListener(net);
        ByHand byHand = new ByHand(context, net);
        if (isHere("org.apache.felix.service.command.Function")) {
            commands(context, byHand);
        }
        if (isHere("org.apache.felix.fileinstall.ArtifactInstaller")) {
            folder = DeployFolder.open(context, byHand, RANKING);
        }
    }

    private static void commands(BundleContext context, ByHand byHand) {
        UpdateCommand update = new UpdateCommand(context, byHand);
        command(context, update, "fil", "update");
        command(context, update, "felix", "update");
        command(
                context,
                new BundleCommands(context, byHand),
                "felix",
                "start",
                "stop",
                "install",
                "uninstall",
                "refresh");
        command(context, new DeployCommand(context, byHand), "obr", "deploy");
        for (List<String> other : ClaimedCommand.OTHERS) {
            command(
                    context,
                    new ClaimedCommand(context, byHand, other.get(0), other.get(1)),
                    other.get(0),
                    other.get(1));
        }
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

    /** Whether a package that this bundle can do without is there. */
    private static boolean isHere(String type) {
        try {
            Class.forName(type, false, Activator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(net);
        net.close();
        if (folder != null) {
            folder.close();
        }
    }
}
