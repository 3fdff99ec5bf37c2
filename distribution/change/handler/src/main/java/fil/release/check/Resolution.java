package fil.release.check;

import fil.release.Problem;
import fil.release.plan.BundleFacts;
import fil.release.wires.Provided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.Resolver;

/** Resolves, on paper, all bundles that will be there against each other and the framework, with the framework's resolver. */
public final class Resolution {
    private final List<Capability> system;
    private final Resolver resolver;

    /**
     * @param system what the framework itself provides
     * @param resolver the resolver of the framework
     */
    public Resolution(Collection<? extends Capability> system, Resolver resolver) {
        this.system = List.copyOf(system);
        this.resolver = resolver;
    }

    /**
     * @param bundles all bundles that will be there
     * @param wanted symbolic names of those that will be wired anew
     * @return a problem for each requirement that nothing provides; if there are none, for each bundle that still will
     *         not resolve
     */
    public List<Problem> problems(Collection<BundleFacts> bundles, Set<String> wanted) {
        List<BundleFacts> judged = bundles.stream()
                .filter(bundle -> wanted.contains(bundle.symbolicName()))
                .toList();
        Provided provided = new Provided(Stream.concat(
                        system.stream(),
                        bundles.stream().flatMap(bundle -> bundle.resource().getCapabilities(null).stream()))
                .toList());
        List<Problem> problems = new ArrayList<>();
        for (BundleFacts bundle : judged) {
            bundle.resource().getRequirements(null).stream()
                    .filter(requirement ->
                            isMandatory(requirement) && provided.to(requirement).isEmpty())
                    .forEach(missing -> problems.add(new Problem.Unresolved(bundle.toString(), words(missing))));
        }
        return problems.isEmpty() ? conflicts(judged, provided) : problems;
    }

    private List<Problem> conflicts(Collection<BundleFacts> bundles, Provided provided) {
        List<Problem> problems = new ArrayList<>();
        for (BundleFacts bundle : bundles) {
            try {
                resolver.resolve(new PaperContext(bundle.resource(), provided));
            } catch (ResolutionException e) {
                problems.add(new Problem.Unresolved(
                        bundle.toString(), "a consistent set of packages (" + e.getMessage() + ")"));
            } catch (RuntimeException e) {
                // Felix's resolver fails so at some bundles that require themselves, and would at their start as well
                problems.add(new Problem.Unresolved(
                        bundle.toString(), "another manifest: the framework's resolver fails at it (" + e + ")"));
            }
        }
        return problems;
    }

    static boolean isEffective(Requirement requirement) {
        return requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE)
                .equals(Namespace.EFFECTIVE_RESOLVE);
    }

    private static boolean isMandatory(Requirement requirement) {
        return isEffective(requirement) && isNeeded(requirement);
    }

    /** Whether what it asks for must be there, be it only when the bundle is active. */
    static boolean isNeeded(Requirement requirement) {
        return requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY)
                .equals(Namespace.RESOLUTION_MANDATORY);
    }

    static String words(Requirement requirement) {
        String filter = requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE);
        return requirement.getNamespace() + " "
                + (filter == null ? requirement.getAttributes().toString() : filter);
    }
}
