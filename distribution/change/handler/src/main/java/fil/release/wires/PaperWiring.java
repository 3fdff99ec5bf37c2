package fil.release.wires;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.resource.Wiring;

/** A bundle that was resolved on paper, with the fragments that hang on it. */
final class PaperWiring implements Wiring {
    private final Resource resource;
    private final List<Wire> required = new ArrayList<>();
    private final List<Wire> provided = new ArrayList<>();

    PaperWiring(Resource resource) {
        this.resource = resource;
    }

    void require(List<Wire> wires) {
        required.addAll(wires);
    }

    void provide(Wire wire) {
        provided.add(wire);
    }

    /** A package that is imported is not exported, though the manifest says both; a fragment's are its host's. */
    @Override
    public List<Capability> getResourceCapabilities(String namespace) {
        Set<Object> imported = of(required, PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(wire -> wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .collect(Collectors.toSet());
        List<Capability> all = new ArrayList<>(resource.getCapabilities(null));
        if (isFragment()) {
            all.removeIf(it -> !it.getNamespace().equals(IdentityNamespace.IDENTITY_NAMESPACE));
        }
        fragments().forEach(fragment -> fragment.getCapabilities(null).stream()
                .filter(it -> !it.getNamespace().equals(IdentityNamespace.IDENTITY_NAMESPACE))
                .forEach(all::add));
        all.removeIf(it -> namespace != null && !it.getNamespace().equals(namespace)
                || it.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                        && imported.contains(it.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
        return all;
    }

    @Override
    public List<Requirement> getResourceRequirements(String namespace) {
        return of(required, namespace).stream()
                .map(Wire::getRequirement)
                .distinct()
                .toList();
    }

    @Override
    public List<Wire> getProvidedResourceWires(String namespace) {
        return of(provided, namespace);
    }

    @Override
    public List<Wire> getRequiredResourceWires(String namespace) {
        return of(required, namespace);
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    private boolean isFragment() {
        return !resource.getRequirements(HostNamespace.HOST_NAMESPACE).isEmpty();
    }

    private List<Resource> fragments() {
        return of(provided, HostNamespace.HOST_NAMESPACE).stream()
                .map(Wire::getRequirer)
                .toList();
    }

    private static List<Wire> of(List<Wire> wires, String namespace) {
        return wires.stream()
                .filter(wire ->
                        namespace == null || wire.getCapability().getNamespace().equals(namespace))
                .toList();
    }
}
