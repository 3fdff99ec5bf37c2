package fil.safetynet;

import fil.signals.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The shell's commands for a bundle's life under the names that Felix gives its own, which print what went wrong and count as
 * done. These fail. They take a bundle's symbolic name as well as its number.
 */
public final class BundleCommands {
    private static final long REFRESH_SECONDS = 60;

    private final BundleContext context;
    private final Bundles bundles;

    BundleCommands(BundleContext context) {
        this.context = context;
        this.bundles = new Bundles(context);
    }

    @Descriptor("starts bundles; one that is not there is installed first. Example: start fil.fsm")
    public String start(
            @Descriptor("only until the next start of fil")
                    @Parameter(
                            names = {"-t", "--transient"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean once,
            @Descriptor("as the bundle itself wants to be started")
                    @Parameter(
                            names = {"-p", "--policy"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean policy,
            @Descriptor("their numbers, symbolic names or URLs") String... names)
            throws IOException, BundleException {
        some(names);
        int options = (once ? Bundle.START_TRANSIENT : 0) | (policy ? Bundle.START_ACTIVATION_POLICY : 0);
        List<String> said = new ArrayList<>();
        for (String name : names) {
            Bundle bundle = isUrl(name) ? installed(name) : bundles.named(name);
            started(bundle, options);
            said.add(Bundles.called(bundle) + (bundle.getState() == Bundle.ACTIVE ? " runs." : " is to be started."));
        }
        return String.join("\n", said);
    }

    @Descriptor("stops bundles. Example: stop fil.fsm")
    public String stop(
            @Descriptor("only until the next start of fil")
                    @Parameter(
                            names = {"-t", "--transient"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean once,
            @Descriptor("their numbers or symbolic names") String... names)
            throws BundleException {
        return each(names, "stop", bundle -> bundle.stop(once ? Bundle.STOP_TRANSIENT : 0), "is stopped.");
    }

    @Descriptor("installs bundles, without starting them. Example: felix:install file:my-bundle.jar")
    public String install(@Descriptor("their URLs") String... urls) throws IOException, BundleException {
        some(urls);
        List<String> said = new ArrayList<>();
        for (String url : urls) {
            Bundle bundle = installed(url);
            said.add(Bundles.called(bundle) + " is installed. Bundle ID: " + bundle.getBundleId());
        }
        return String.join("\n", said);
    }

    @Descriptor("takes bundles away. Example: uninstall my.bundle")
    public String uninstall(@Descriptor("their numbers or symbolic names") String... names) throws BundleException {
        return each(names, "uninstall", Bundle::uninstall, "is uninstalled.");
    }

    @Descriptor(
            "wires bundles anew, and those that hang on them; returns when they run again. Example: refresh fil.api")
    public void refresh(@Descriptor("their numbers or symbolic names; none: all that need it") String... names)
            throws BundleException, InterruptedException {
        List<Bundle> wanted = names.length == 0 ? null : named(names);
        List<Bundle> ran = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .toList();
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(wanted, event -> done.countDown());
        if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new BundleException("The refresh goes on after " + REFRESH_SECONDS + " s; lb says how far it is.");
        }
        String down = ran.stream()
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED)
                .map(Bundles::called)
                .collect(Collectors.joining(", "));
        if (!down.isEmpty()) {
            throw new BundleException("After the refresh these do not run: " + down + "; start them to see why.");
        }
    }

    private static boolean isUrl(String name) {
        return name.contains(":");
    }

    private static void some(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("It is not said which bundle; lb -s lists them.");
        }
    }

    private List<Bundle> named(String... names) {
        return Arrays.stream(names).map(bundles::named).toList();
    }

    /** All names are looked up before the first bundle changes. */
    private String each(String[] names, String what, Work work, String done) throws BundleException {
        some(names);
        List<String> said = new ArrayList<>();
        for (Bundle bundle : named(names)) {
            tried(what, bundle, work);
            said.add(Bundles.called(bundle) + " " + done);
        }
        return String.join("\n", said);
    }

    private Bundle installed(String url) throws IOException, BundleException {
        try {
            return context.installBundle(url, new ByteArrayInputStream(NewJar.read(url)));
        } catch (BundleException e) {
            throw new BundleException(url + " cannot be installed: " + Reason.of(e), e.getType());
        }
    }

    static void started(Bundle bundle, int options) throws BundleException {
        tried("start", bundle, it -> it.start(options));
    }

    private static void tried(String what, Bundle bundle, Work work) throws BundleException {
        try {
            work.on(bundle);
        } catch (BundleException e) {
            throw new BundleException(
                    "The " + what + " of " + Bundles.called(bundle) + " failed: " + Reason.of(e), e.getType());
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Bundle bundle) throws BundleException;
    }
}
