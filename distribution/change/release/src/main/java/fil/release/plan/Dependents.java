package fil.release.plan;

import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Which bundles hang on others: those that a refresh of the others takes along. */
@FunctionalInterface
public interface Dependents {
    /**
     * @param names symbolic names of bundles that are replaced or removed
     * @return the names of those that are wired to them, directly or not, without themselves
     */
    Set<String> of(Set<String> names);

    /**
     * Told from the manifests alone: who requires what they provide counts, even where another bundle provides it too.
     *
     * @param before the bundles as they are
     * @return the dependents among them
     */
    static Dependents byManifest(Assembly before) {
        return names -> {
            Set<String> reached = new TreeSet<>(names);
            boolean grown = true;
            while (grown) {
                Set<String> all = Set.copyOf(reached);
                grown = before.parts().values().stream()
                        .filter(part ->
                                !all.contains(part.name()) && all.stream().anyMatch(name -> hangs(before, part, name)))
                        .map(part -> reached.add(part.name()))
                        .toList()
                        .contains(true);
            }
            reached.removeAll(names);
            return reached;
        };
    }

    private static boolean hangs(Assembly before, BundlePlacement part, String name) {
        return requires(before, part, name)
                || before.part(name).filter(it -> it.facts().fragment()).stream()
                        .anyMatch(fragment -> requires(before, fragment, part.name()));
    }

    private static boolean requires(Assembly before, BundlePlacement part, String name) {
        return before.part(name).stream()
                .flatMap(provider -> provider.facts().resource().getCapabilities(null).stream())
                .anyMatch(capability -> part.facts().resource().getRequirements(null).stream()
                        .anyMatch(requirement -> wires(requirement, capability)));
    }

    /**
     * @param requirement a requirement
     * @param capability a capability
     * @return whether a resolver can wire the one to the other
     */
    static boolean wires(Requirement requirement, Capability capability) {
        String effective =
                requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, "resolve");
        boolean dynamic = PackageNamespace.RESOLUTION_DYNAMIC.equals(
                requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
        return effective.equals("resolve")
                && !dynamic
                && requirement.getNamespace().equals(capability.getNamespace())
                && CapabilitySet.matches(capability, requirement);
    }
}
