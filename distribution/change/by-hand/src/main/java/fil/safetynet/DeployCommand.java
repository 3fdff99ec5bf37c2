package fil.safetynet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * finds and resolves; every jar is had and looked at before the first bundle changes, and an update is the shell's update.
 */
public final class DeployCommand {
    private final BundleContext context;
    private final Bundles bundles;
    private final UpdateCommand update;

    DeployCommand(BundleContext context, UpdateCommand update) {
        this.context = context;
        this.bundles = new Bundles(context);
        this.update = update;
    }

    /**
     * @return what was deployed, a line each
     * @throws IOException if something is not in the repository, does not resolve or is damaged; nothing was changed then
     * @throws BundleException if a bundle does not run; says why
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
            @Descriptor("( <bundle-name> | <symbolic-name> | <bundle-id> )[@<version>] ...") String... names)
            throws IOException, BundleException, InterruptedException, ExecutionException {
        List<Resource> resources = new Repository(context).resolve(names, !requiredOnly);
        Map<Resource, byte[]> jars = new LinkedHashMap<>();
        for (Resource each : resources) {
            jars.put(each, NewJar.read(each.getURI(), each.getSymbolicName()));
        }
        List<String> said = new ArrayList<>();
        for (Map.Entry<Resource, byte[]> each : jars.entrySet()) {
            said.add(deployed(each.getKey(), each.getValue(), start));
        }
        return String.join("\n", said);
    }

    private String deployed(Resource resource, byte[] jar, boolean start)
            throws BundleException, InterruptedException, ExecutionException {
        Optional<Bundle> there = bundles.find(resource.getSymbolicName());
        String said;
        Bundle bundle;
        if (there.isPresent()) {
            bundle = there.get();
            said = update.update(bundle, jar);
        } else {
            bundle = context.installBundle(resource.getURI(), new ByteArrayInputStream(jar));
            said = Bundles.called(bundle) + " was installed.";
        }
        if (start && bundle.getState() != Bundle.ACTIVE) {
            BundleCommands.started(bundle, 0);
            return said + " It runs.";
        }
        return said;
    }
}
