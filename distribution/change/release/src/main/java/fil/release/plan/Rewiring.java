package fil.release.plan;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.resource.Requirement;

/** Which bundles would be wired otherwise by a start than they are after a change. */
@FunctionalInterface
public interface Rewiring {
    /**
     * @param after what will be there
     * @param fresh symbolic names of the bundles that the change wires anew, in the start order
     * @return the names of those that would have to be wired anew as well, so that all is as a start would have it; none if it is
     */
    Set<String> of(Assembly after, Set<String> fresh);

    /**
     * Told from the manifests alone: who gets a fragment, or for the first time what it could do without.
     *
     * @param before the bundles as they are
     * @return the ones to be wired anew
     */
    static Rewiring byManifest(Assembly before) {
        return (after, fresh) -> {
            Collection<BundlePlacement> added = after.parts().values().stream()
                    .filter(part -> before.part(part.name()).isEmpty())
                    .toList();
            Set<String> names = new TreeSet<>();
            after.parts().values().stream()
                    .filter(part -> !fresh.contains(part.name()))
                    .filter(part -> added.stream().anyMatch(it -> isFragmentOf(it, part))
                            || requirements(part).stream()
                                    .anyMatch(requirement -> isMet(requirement, added)
                                            && !isMet(
                                                    requirement, before.parts().values())))
                    .forEach(part -> names.add(part.name()));
            return names;
        };
    }

    private static boolean isFragmentOf(BundlePlacement fragment, BundlePlacement host) {
        return fragment.facts().resource().getRequirements(HostNamespace.HOST_NAMESPACE).stream()
                .anyMatch(requirement -> isMet(requirement, Set.of(host)));
    }

    private static Collection<Requirement> requirements(BundlePlacement part) {
        return part.facts().resource().getRequirements(null);
    }

    private static boolean isMet(Requirement requirement, Collection<BundlePlacement> providers) {
        return providers.stream()
                .flatMap(part -> part.facts().resource().getCapabilities(null).stream())
                .anyMatch(capability -> Dependents.wires(requirement, capability));
    }
}
