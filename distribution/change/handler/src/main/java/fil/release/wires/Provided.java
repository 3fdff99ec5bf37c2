package fil.release.wires;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** All that is provided, found by namespace, and packages by their names: there are hundreds. */
public final class Provided {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)*\\\\]+)\\)");
    private final Map<String, List<Capability>> byKey;

    /** @param capabilities all that there is */
    public Provided(Collection<? extends Capability> capabilities) {
        byKey = capabilities.stream().collect(Collectors.groupingBy(Provided::key));
    }

    /**
     * @param requirement what is required
     * @return all that would do
     */
    public List<Capability> to(Requirement requirement) {
        return byKey.getOrDefault(key(requirement), List.of()).stream()
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .toList();
    }

    private static String key(Capability capability) {
        String namespace = capability.getNamespace();
        return namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? namespace + " " + capability.getAttributes().get(namespace)
                : namespace;
    }

    /** The requirements that manifests make name one package each, in the filter. */
    private static String key(Requirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        Matcher name = PACKAGE.matcher(filter);
        return namespace.equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()
                ? namespace + " " + name.group(1)
                : namespace;
    }
}
