package fil.byhand;

import fil.health.RunningHealth;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Hangs up the net, gives the shell commands that fail when what they do fails, and takes the deploy folder over. No component of
 * Declarative Services: that can be updated by hand as well.
 */
public final class Activator implements BundleActivator {
    private static final int RANKING = 100;
    private static final Duration USUAL = Duration.ofSeconds(15);

    private SafetyNet net;
    private ByHand byHand;
    private DeployFolder folder;

    @Override
    public void start(BundleContext context) {
        // the framework's, as a change by hand may replace this bundle
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        net = new SafetyNet(context, () -> new RunningHealth(framework), most(context));
        // before the gate, which lets nobody in from then on: what is served is noted while it is served
        context.registerService(
                EventHook.class, net, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        byHand = new ByHand(context, net);
        if (isHere("org.apache.felix.service.command.Function")) {
            commands(context, byHand);
        }
        if (isHere("org.apache.felix.fileinstall.ArtifactInstaller")) {
            folder = DeployFolder.open(context, byHand, RANKING);
        }
    }

    private static void commands(BundleContext context, ByHand byHand) {
        command(context, new UpdateCommand(context, byHand, true), "fil", "update");
        command(context, new UpdateCommand(context, byHand, false), "felix", "update");
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
        command(context, new RepositoriesCommand(context, FetchedIndex.USUAL), "obr", "repos");
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
        byHand.end();
        net.close();
        if (folder != null) {
            folder.close();
        }
    }

    /** As long as a change of release. */
    private static Duration most(BundleContext context) {
        String millis = context.getProperty("fil.release.deadline");
        return millis == null || millis.isBlank() ? USUAL : Duration.ofMillis(Long.parseLong(millis.trim()));
    }
}
