package fil.safetynet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

/**
 * {@code update} of the shell, before the framework's own: it looks at the jar while the old version still runs, and it fails
 * when the update does, once the old version is back.
 */
public final class UpdateCommand {
    private final Bundles bundles;
    private final SafetyNet net;

    UpdateCommand(BundleContext context, SafetyNet net) {
        this.bundles = new Bundles(context);
        this.net = net;
    }

    /**
     * @return what was replaced by what
     * @throws IOException if the jar cannot be had, or is not one of this bundle; nothing was changed then
     * @throws BundleException if the new version does not run; says why, and whether the old one is back
     */
    @Descriptor("replaces a bundle in place. Example: fil:update fil.fsm file:repository/fil-fsm-1986.b.jar")
    public String update(
            @Descriptor("its number or symbolic name") String name, @Descriptor("the URL of the new jar") String url)
            throws IOException, BundleException, InterruptedException, ExecutionException {
        Bundle bundle = bundles.named(name);
        return update(bundle, NewJar.read(url, bundle.getSymbolicName()));
    }

    String update(Bundle bundle, byte[] jar) throws BundleException, InterruptedException, ExecutionException {
        Version before = bundle.getVersion();
        boolean ran = bundle.getState() == Bundle.ACTIVE;
        Optional<String> failure = net.update(bundle, jar);
        if (failure.isPresent()) {
            throw new BundleException("The update of " + bundle.getSymbolicName() + " " + before + " failed: "
                    + failure.get() + ". "
                    + (bundle.getState() == Bundle.ACTIVE
                            ? bundle.getVersion() + " runs."
                            : "It does not run; update it with a jar that works."));
        }
        return bundle.getSymbolicName() + " " + before + " was replaced by " + bundle.getVersion()
                + (ran ? "." : ", which is not started, as it was before.");
    }
}
