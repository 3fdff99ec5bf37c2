package fil.byhand;

import fil.signals.SystemName;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles that are there, by what an operator calls them. */
final class Bundles {
    private final BundleContext context;

    Bundles(BundleContext context) {
        this.context = context;
    }

    /** @param name its number or symbolic name */
    Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle ->
                        name.equals(Long.toString(bundle.getBundleId())) || name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    Bundle named(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no bundle '" + name + "'; lb -s lists them."));
    }

    /** As named, but not the framework, on which all runs: whatever is done to it ends all. */
    Bundle replaceable(String name) {
        Bundle bundle = named(name);
        if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            throw new IllegalArgumentException("'" + name
                    + "' is the framework, in which all runs, and stays while " + SystemName.VALUE
                    + " runs: another one comes with a release, " + SystemName.PROGRAM + " upgrade,"
                    + " and " + SystemName.PROGRAM + " restart --handover starts it. Nothing was changed.");
        }
        return bundle;
    }

    /** A sentence on what there is of a bundle after a change of it that was taken back. */
    String after(Bundle bundle) {
        if (stopping()) {
            return "The next start has " + bundle.getVersion() + ".";
        }
        return bundle.getState() == Bundle.ACTIVE
                ? bundle.getVersion() + " runs."
                : "It does not run; update it with a jar that works.";
    }

    static Set<Bundle> running(BundleContext context) {
        return Arrays.stream(context.getBundles()).filter(Bundles::runs).collect(Collectors.toSet());
    }

    boolean stopping() {
        return stopping(context);
    }

    /** Whether all of them go one by one, so that none of them is to be judged by whether it runs. */
    static boolean stopping(BundleContext context) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    static boolean runs(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    /** Starts one, now and at each start from now on, if it can be started and does not run. */
    static void start(Bundle bundle) throws BundleException {
        if (!runs(bundle) && !isFragment(bundle)) {
            bundle.start();
        }
    }

    /** Starts one that ran, as it was started; what is to happen at the next start stays as it was. */
    static void startAgain(Bundle bundle) throws BundleException {
        if (!runs(bundle) && !isFragment(bundle)) {
            boolean lazy = bundle.adapt(BundleStartLevel.class).isActivationPolicyUsed();
            bundle.start(Bundle.START_TRANSIENT | (lazy ? Bundle.START_ACTIVATION_POLICY : 0));
        }
    }

    static String called(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
