package fil.byhand;

import fil.signals.ChangeRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.felix.bundlerepository.Resource;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * {@code obr:deploy} of the shell in the place of Felix's own, which prints what went wrong and counts as done. The repository
 * finds and resolves; every jar is had and looked at before the first bundle changes, and all are one change with one undo.
 */
public final class DeployCommand {
    private final Bundles bundles;
    private final Repository repository;
    private final ByHand byHand;

    DeployCommand(BundleContext context, ByHand byHand) {
        this.bundles = new Bundles(context);
        this.repository = new Repository(context, FetchedIndex.USUAL);
        this.byHand = byHand;
    }

    /**
     * @return what was deployed, a line each
     * @throws IOException if something is not in the repository, does not resolve or is damaged; nothing was changed then
     * @throws BundleException if a bundle does not run; says why. All of it was taken back then
     * @throws ChangeRefused if somebody else changes the system
     */
    @Descriptor("deploys bundles from the repository. Example: obr:deploy -s fil.fsm@1986.0.0.b")
    public String deploy(
            @Descriptor("start what is deployed")
                    @Parameter(
                            names = {"-s", "--start"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean start,
            @Descriptor("only what is required")
                    @Parameter(
                            names = {"-ro", "--required-only"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean requiredOnly,
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
            @Descriptor("( <bundle-name> | <symbolic-name> | <bundle-id> )[@<version>] ...") String... names)
            throws IOException, BundleException, ChangeRefused, InterruptedException, ExecutionException {
        List<Resource> resources = repository.resolve(names, !requiredOnly);
        List<HandChange.Part> parts = new ArrayList<>();
        for (Resource each : resources) {
            byte[] jar = NewJar.read(each.getURI(), each.getSymbolicName());
            Optional<Bundle> there = bundles.find(each.getSymbolicName());
            byHand.requireTrust(
                    "the deployment of " + each.getSymbolicName(), each.getURI(), jar, there, unsigned, older);
            parts.add(new HandChange.Part(there, each.getURI(), jar, start));
        }
        HandChange.Result result = byHand.change(byHand.claim("obr:deploy " + String.join(" ", names)), parts);
        if (result.failure().isPresent()) {
            throw new BundleException("Nothing was deployed: "
                    + result.failure().get() + ". "
                    + (result.left().isEmpty()
                            ? "What was there before runs again" + (bundles.stopping() ? " at the next start." : ".")
                            : "Not all that was there before is back: " + String.join("; ", result.left()) + "."));
        }
        return String.join("\n", result.done());
    }
}
