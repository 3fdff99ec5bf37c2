package fil.release.wires;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/**
 * The start of one bundle among those that were started before it. Of several that provide the same, as Felix does it: one that is
 * resolved before one that is not, then the greatest version, then the smallest number.
 */
final class BootContext extends ResolveContext {
    private final Resource wanted;
    private final Provided provided;
    private final List<Resource> fragments;
    private final Map<Resource, Wiring> wirings;
    private final Comparator<Capability> preference;

    BootContext(
            Resource wanted,
            Provided provided,
            List<Resource> fragments,
            Map<Resource, Long> ids,
            Map<Resource, Wiring> wirings) {
        this.wanted = wanted;
        this.provided = provided;
        this.fragments = fragments;
        this.wirings = wirings;
        this.preference = Comparator.<Capability, Boolean>comparing(it -> !wirings.containsKey(it.getResource()))
                .thenComparing(BootContext::version, Comparator.reverseOrder())
                .thenComparing(it -> ids.getOrDefault(it.getResource(), Long.MAX_VALUE));
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(wanted);
    }

    /** Fragments are attached to a host before it is resolved, or not at all. */
    @Override
    public List<Capability> findProviders(Requirement requirement) {
        List<Capability> providers = new ArrayList<>(provided.to(requirement));
        if (requirement.getNamespace().equals(HostNamespace.HOST_NAMESPACE)) {
            providers.removeIf(it -> wirings.containsKey(it.getResource()));
        }
        providers.removeIf(this::isSubstituted);
        providers.sort(preference);
        return providers;
    }

    /** A bundle that imports a package which it could export does not export it. */
    private boolean isSubstituted(Capability capability) {
        Object name = capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
        return wirings.containsKey(capability.getResource())
                && capability.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                && wirings
                        .get(capability.getResource())
                        .getRequiredResourceWires(PackageNamespace.PACKAGE_NAMESPACE)
                        .stream()
                        .anyMatch(wire -> name.equals(
                                wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    /** Whether its resource is resolved does not count for one that a fragment brings to its host. */
    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
        int found = Collections.binarySearch(
                capabilities, hosted, Comparator.comparing(BootContext::version, Comparator.reverseOrder()));
        int place = found < 0 ? -found - 1 : found;
        capabilities.add(place, hosted);
        return place;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
        return requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE)
                .equals(Namespace.EFFECTIVE_RESOLVE);
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return Collections.unmodifiableMap(wirings);
    }

    @Override
    public Collection<Resource> findRelatedResources(Resource host) {
        return fragments.contains(host)
                ? List.of()
                : fragments.stream()
                        .filter(fragment -> fragment.getRequirements(HostNamespace.HOST_NAMESPACE).stream()
                                .anyMatch(requirement -> host.getCapabilities(HostNamespace.HOST_NAMESPACE).stream()
                                        .anyMatch(capability -> CapabilitySet.matches(capability, requirement))))
                        .toList();
    }

    @Override
    public List<Wire> getSubstitutionWires(Wiring wiring) {
        Set<Object> exported = new HashSet<>();
        packages(wiring.getResource(), exported);
        wiring.getProvidedResourceWires(HostNamespace.HOST_NAMESPACE)
                .forEach(wire -> packages(wire.getRequirement().getResource(), exported));
        return wiring.getRequiredResourceWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .filter(wire ->
                        exported.contains(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .toList();
    }

    private static void packages(Resource resource, Set<Object> names) {
        resource.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .forEach(it -> names.add(it.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    private static Version version(Capability capability) {
        String attribute =
                switch (capability.getNamespace()) {
                    case PackageNamespace.PACKAGE_NAMESPACE -> PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE;
                    case BundleNamespace.BUNDLE_NAMESPACE -> BundleNamespace.CAPABILITY_BUNDLE_VERSION_ATTRIBUTE;
                    default -> "";
                };
        return capability.getAttributes().get(attribute) instanceof Version version ? version : Version.emptyVersion;
    }
}
