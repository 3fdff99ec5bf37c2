package fil.byhand;

import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The shell's commands for a bundle's life under the names that Felix gives its own, which print what went wrong and count as
 * done. These fail. They take a bundle's symbolic name as well as its number.
 */
public final class BundleCommands {
    private final BundleContext context;
    private final Bundles bundles;
    private final Users users;
    private final ByHand byHand;

    BundleCommands(BundleContext context, ByHand byHand) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.bundles = new Bundles(this.context);
        this.users = new Users(this.context, context.getBundle());
        this.byHand = byHand;
    }

    @Descriptor("starts bundles; one that is not there is installed first. Example: start fil.fsm")
    public String start(
            @Descriptor("only until the next start of the process")
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
            @Descriptor("also what nobody who is trusted has signed; the history keeps it")
                    @Parameter(
                            names = {"--unsigned"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean unsigned,
            @Descriptor("also what is older; the history keeps it")
                    @Parameter(
                            names = {"--older"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean older,
            @Descriptor("their numbers, symbolic names or URLs") String... names)
            throws IOException, BundleException, ChangeRefused, InterruptedException {
        int options = (once ? Bundle.START_TRANSIENT : 0) | (policy ? Bundle.START_ACTIVATION_POLICY : 0);
        return changed("start", names, (name, undo) -> {
            Bundle bundle = isUrl(name) ? installed(name, unsigned, older, undo) : bundles.named(name);
            if (!Bundles.runs(bundle)) {
                undo.push(() -> bundle.stop(Bundle.STOP_TRANSIENT));
            }
            tried("start", bundle, it -> it.start(options));
            return Bundles.called(bundle) + (bundle.getState() == Bundle.ACTIVE ? " runs." : " is to be started.");
        });
    }

    @Descriptor("stops bundles. Example: stop fil.fsm")
    public String stop(
            @Descriptor("only until the next start of the process")
                    @Parameter(
                            names = {"-t", "--transient"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean once,
            @Descriptor("their numbers or symbolic names") String... names)
            throws IOException, BundleException, ChangeRefused, InterruptedException {
        return changed("stop", names, (name, undo) -> {
            Bundle bundle = bundles.named(name);
            if (Bundles.runs(bundle)) {
                undo.push(() -> bundle.start(once ? Bundle.START_TRANSIENT : 0));
            }
            tried("stop", bundle, it -> it.stop(once ? Bundle.STOP_TRANSIENT : 0));
            return Bundles.called(bundle) + " is stopped.";
        });
    }

    @Descriptor("installs bundles, without starting them. Example: felix:install file:my-bundle.jar")
    public String install(
            @Descriptor("also what nobody who is trusted has signed; the history keeps it")
                    @Parameter(
                            names = {"--unsigned"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean unsigned,
            @Descriptor("also what is older; the history keeps it")
                    @Parameter(
                            names = {"--older"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean older,
            @Descriptor("their URLs") String... urls)
            throws IOException, BundleException, ChangeRefused, InterruptedException {
        return changed("install", urls, (url, undo) -> {
            Bundle bundle = installed(url, unsigned, older, undo);
            return Bundles.called(bundle) + " is installed. Bundle ID: " + bundle.getBundleId();
        });
    }

    @Descriptor("takes bundles away. Example: uninstall my.bundle")
    public String uninstall(@Descriptor("their numbers or symbolic names") String... names)
            throws IOException, BundleException, ChangeRefused, InterruptedException {
        return changed("uninstall", names, (name, undo) -> {
            Bundle bundle = bundles.replaceable(name);
            boolean ran = Bundles.runs(bundle);
            SavedBundle old = SavedBundle.of(context, bundle);
            undo.push(() -> {
                Bundle again = context.installBundle(bundle.getLocation(), new ByteArrayInputStream(old.jar()));
                if (ran) {
                    again.start();
                }
            });
            tried("uninstall", bundle, Bundle::uninstall);
            return Bundles.called(bundle) + " is uninstalled."
                    + users.of(bundle)
                            .map(users -> " Still wired to it until refreshed: " + users + ".")
                            .orElse("");
        });
    }

    @Descriptor(
            "wires bundles anew, and those that hang on them; returns when they run again. Example: refresh fil.api")
    public void refresh(@Descriptor("their numbers or symbolic names; none: all that need it") String... names)
            throws BundleException, ChangeRefused, InterruptedException {
        ChangeClaim claim = byHand.claim("the refresh");
        try {
            List<Bundle> ran = Arrays.stream(context.getBundles())
                    .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                    .toList();
            users.refresh(
                    names.length == 0
                            ? null
                            : Arrays.stream(names).map(bundles::replaceable).toList());
            String down = ran.stream()
                    .filter(bundle -> bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED)
                    .map(Bundles::called)
                    .collect(Collectors.joining(", "));
            if (down.isEmpty()) {
                ByHand.note(context, claim.told(), List.of());
            } else {
                ByHand.note(context, claim.told(), "these do not run: " + down, false);
                throw new BundleException("After the refresh these do not run: " + down + "; start them to see why.");
            }
        } finally {
            claim.end();
        }
    }

    /** One change of all that is named: the first that fails takes back those before it. */
    private String changed(String what, String[] names, Each each)
            throws IOException, BundleException, ChangeRefused, InterruptedException {
        if (names.length == 0) {
            throw new IllegalArgumentException("It is not said which bundle; lb -s lists them.");
        }
        Arrays.stream(names).filter(name -> !isUrl(name)).forEach(bundles::named);
        Deque<Undo> undo = new ArrayDeque<>();
        List<String> said = new ArrayList<>();
        ChangeClaim claim = byHand.claim(what + " " + String.join(" ", names));
        try {
            for (String name : names) {
                try {
                    said.add(each.change(name, undo));
                } catch (BundleException | IOException | RuntimeException e) {
                    takenBack(undo, e);
                    if (!(e instanceof NotTrusted) || e.getSuppressed().length > 0) {
                        ByHand.note(context, claim.told(), Reason.of(e), e.getSuppressed().length == 0);
                    }
                    throw e;
                }
            }
            ByHand.note(context, claim.told(), said);
        } finally {
            claim.end();
        }
        return String.join("\n", said);
    }

    private static void takenBack(Deque<Undo> undo, Exception failure) {
        for (Undo each : undo) {
            try {
                each.undo();
            } catch (BundleException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static boolean isUrl(String name) {
        return name.contains(":");
    }

    private Bundle installed(String url, boolean unsigned, boolean older, Deque<Undo> undo)
            throws IOException, BundleException {
        try {
            boolean isNew = context.getBundle(url) == null;
            byte[] jar = NewJar.read(url);
            if (isNew) {
                byHand.requireTrust("the installation of " + url, url, jar, Optional.empty(), unsigned, older);
            }
            Bundle bundle = context.installBundle(url, new ByteArrayInputStream(jar));
            if (isNew) {
                undo.push(bundle::uninstall);
            }
            return bundle;
        } catch (BundleException e) {
            throw new BundleException(url + " cannot be installed: " + Reason.of(e), e.getType());
        }
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

    @FunctionalInterface
    private interface Undo {
        void undo() throws BundleException;
    }

    @FunctionalInterface
    private interface Each {
        String change(String name, Deque<Undo> undo) throws IOException, BundleException;
    }
}
