package fil.release.wires;

import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.Resolver;

/**
 * A start of the framework on paper: bundle by bundle in the start order, with the resolver that the framework has. Values in, values
 * out: nothing is started, nothing is resolved.
 */
public final class PaperBoot {
    private final Resource system;
    private final Wiring systemWiring;
    private final Resolver resolver;

    /**
     * @param system the framework itself
     * @param systemWiring its wiring, which is there from the beginning
     * @param resolver the one of the framework
     */
    public PaperBoot(Resource system, Wiring systemWiring, Resolver resolver) {
        this.system = system;
        this.systemWiring = systemWiring;
        this.resolver = resolver;
    }

    /**
     * @param parts the bundles to start
     * @param kept the bundles that are resolved already, with their wirings
     * @param ids the number of each that is kept
     * @return all wirings, the kept ones and the new ones
     */
    public Map<Resource, Wiring> start(
            Collection<BundlePlacement> parts, Map<Resource, Wiring> kept, Map<Resource, Long> ids) {
        Map<Resource, Wiring> wirings = new LinkedHashMap<>(kept);
        wirings.put(system, systemWiring);
        Map<Resource, Long> numbers = new HashMap<>(ids);
        numbers.put(system, 0L);
        List<BundlePlacement> all = parts.stream()
                .filter(part -> !isExtension(part))
                .sorted(Assembly.START_ORDER)
                .toList();
        all.forEach(part -> numbers.put(part.facts().resource(), part.id()));
        Set<Capability> capabilities = new LinkedHashSet<>();
        wirings.forEach((resource, wiring) -> capabilities.addAll(offered(resource, wiring)));
        all.forEach(part -> capabilities.addAll(part.facts().resource().getCapabilities(null)));
        Provided provided = new Provided(capabilities);
        List<Resource> fragments = new ArrayList<>();
        kept.keySet().stream().filter(PaperBoot::isFragment).forEach(fragments::add);
        all.stream()
                .map(part -> part.facts().resource())
                .filter(PaperBoot::isFragment)
                .forEach(fragments::add);
        for (BundlePlacement part : all) {
            Resource resource = part.facts().resource();
            if (part.started() && !part.facts().fragment() && !wirings.containsKey(resource)) {
                resolve(new BootContext(resource, provided, fragments, numbers, wirings), wirings);
            }
        }
        wirings.remove(system);
        return wirings;
    }

    /** One that does not resolve stays as it is; the check tells of it. */
    private void resolve(BootContext context, Map<Resource, Wiring> wirings) {
        Map<Resource, List<Wire>> found;
        try {
            found = resolver.resolve(context);
        } catch (ResolutionException | RuntimeException unresolved) {
            // the second: Felix's resolver fails so at some bundles that require themselves, and at their start as well
            return;
        }
        Map<Resource, PaperWiring> fresh = new LinkedHashMap<>();
        found.forEach((resource, wires) -> {
            PaperWiring wiring = wirings.get(resource) instanceof PaperWiring there ? there : new PaperWiring(resource);
            wiring.require(wires);
            fresh.put(resource, wiring);
        });
        wirings.putAll(fresh);
        found.values()
                .forEach(wires -> wires.forEach(wire -> {
                    if (wirings.get(wire.getProvider()) instanceof PaperWiring provider) {
                        provider.provide(wire);
                    }
                }));
    }

    /** Felix goes on to offer all that a fragment declares, even what its host imports and therefore does not export. */
    private static List<Capability> offered(Resource resource, Wiring wiring) {
        return isFragment(resource) ? resource.getCapabilities(null) : wiring.getResourceCapabilities(null);
    }

    private static boolean isFragment(Resource resource) {
        return !resource.getRequirements(HostNamespace.HOST_NAMESPACE).isEmpty();
    }

    /** A fragment of the framework itself is no matter of resolving. */
    private static boolean isExtension(BundlePlacement part) {
        return part.facts().resource().getRequirements(HostNamespace.HOST_NAMESPACE).stream()
                .anyMatch(host -> host.toString().contains(Constants.SYSTEM_BUNDLE_SYMBOLICNAME));
    }
}
