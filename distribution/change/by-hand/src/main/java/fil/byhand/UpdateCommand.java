package fil.byhand;

import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

/**
 * {@code update} of the shell, in the place of the framework's own: it looks at the jar while the old version still runs, and it
 * fails when the update does, once the old version is back.
 */
public final class UpdateCommand {
    private final Bundles bundles;
    private final JarPlace place;
    private final ByHand byHand;
    private final boolean holds;

    /** @param holds whether clients wait until it is decided; whoever calls Felix's own expects to see at once what is there */
    UpdateCommand(BundleContext context, ByHand byHand, boolean holds) {
        this.bundles = new Bundles(context);
        this.place = new JarPlace(context);
        this.byHand = byHand;
        this.holds = holds;
    }

    /**
     * @return what was replaced by what, and where the jar was found
     * @throws IOException if there is no jar of it; else as the update from a URL
     * @throws BundleException as the update from a URL
     * @throws ChangeRefused if somebody else changes the system
     */
    @Descriptor(
            "replaces a bundle from where its jar lies: its update location, or its release. Example: fil:update fil.fsm")
    public String update(
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
            @Descriptor("its number or symbolic name") String name)
            throws IOException, BundleException, ChangeRefused, InterruptedException, ExecutionException {
        String url = place.of(bundles.replaceable(name));
        return update(unsigned, older, name, url) + "\nIts jar is " + url + ".";
    }

    /**
     * @return what was replaced by what
     * @throws IOException if the jar cannot be had, or is not one of this bundle; nothing was changed then
     * @throws BundleException if the new version does not run; says why, and whether the old one is back
     * @throws ChangeRefused if somebody else changes the system
     */
    @Descriptor("replaces a bundle in place. Example: fil:update fil.fsm file:repository/fil-fsm-1986.b.jar")
    public String update(
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
            @Descriptor("its number or symbolic name") String name,
            @Descriptor("the URL of the new jar") String url)
            throws IOException, BundleException, ChangeRefused, InterruptedException, ExecutionException {
        Bundle bundle = bundles.replaceable(name);
        byte[] jar = NewJar.read(url, bundle.getSymbolicName());
        byHand.requireTrust(
                "the update of " + bundle.getSymbolicName(), url, jar, Optional.of(bundle), unsigned, older);
        ChangeClaim claim = byHand.claim("the update of " + bundle.getSymbolicName());
        Version before = bundle.getVersion();
        HandChange.Result result = byHand.change(
                claim, List.of(new HandChange.Part(Optional.of(bundle), bundle.getLocation(), jar, false)), holds);
        if (result.failure().isPresent()) {
            throw new BundleException("The update of " + bundle.getSymbolicName() + " " + before + " failed: "
                    + result.failure().get() + ". "
                    + bundles.after(bundle));
        }
        return String.join("\n", result.done());
    }
}
