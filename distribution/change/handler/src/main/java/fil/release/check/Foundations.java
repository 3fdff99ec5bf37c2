package fil.release.check;

import fil.release.Problem;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import fil.release.wires.Provided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.resource.Capability;

/**
 * Finds what a release stands on and leaves out: bundles that run, that the release lacks, and that it needs. Either one of
 * its bundles requires what only they provide, at resolve time or when it is active; or they say of themselves that the
 * whole system stands on them ({@value #NAMESPACE}).
 */
public final class Foundations {
    static final String NAMESPACE = "fil.foundation";

    private final Assembly before;
    private final Assembly after;
    private final List<Capability> system;

    /**
     * @param before what runs
     * @param after what shall run
     * @param system what the framework itself provides
     */
    public Foundations(Assembly before, Assembly after, Collection<? extends Capability> system) {
        this.before = before;
        this.after = after;
        this.system = List.copyOf(system);
    }

    /** @return a problem for each bundle that is left out and needed */
    public List<Problem> problems() {
        Map<String, Set<String>> needs = new TreeMap<>();
        Provided left =
                new Provided(leftOut().flatMap(Foundations::capabilities).toList());
        Provided there = new Provided(
                Stream.concat(system.stream(), after.parts().values().stream().flatMap(Foundations::capabilities))
                        .toList());
        for (BundlePlacement part : after.parts().values()) {
            part.facts().resource().getRequirements(null).stream()
                    .filter(it -> Resolution.isNeeded(it) && there.to(it).isEmpty())
                    .forEach(it -> left.to(it)
                            .forEach(had -> note(needs, had, part.name() + " needs its " + Resolution.words(it))));
        }
        leftOut()
                .flatMap(part -> part.facts().resource().getCapabilities(NAMESPACE).stream())
                .filter(it -> after.parts().values().stream()
                        .flatMap(part -> part.facts().resource().getCapabilities(NAMESPACE).stream())
                        .noneMatch(other -> other.getAttributes()
                                .get(NAMESPACE)
                                .equals(it.getAttributes().get(NAMESPACE))))
                .forEach(it -> note(needs, it, "it is " + it.getAttributes().get(NAMESPACE)));
        List<Problem> problems = new ArrayList<>();
        needs.forEach((name, why) -> problems.add(new Problem.LeftOut(
                before.part(name).orElseThrow().facts().toString(), after.release(), List.copyOf(why))));
        return problems;
    }

    /** @return what the bundles that are left out provide, so that no other check complains of the same */
    public List<Capability> missed() {
        Set<String> names = problems().stream()
                .map(Problem.LeftOut.class::cast)
                .map(Problem.LeftOut::bundle)
                .collect(Collectors.toSet());
        return leftOut()
                .filter(part -> names.contains(part.facts().toString()))
                .flatMap(Foundations::capabilities)
                .toList();
    }

    private Stream<BundlePlacement> leftOut() {
        return before.parts().values().stream()
                .filter(part -> after.part(part.name()).isEmpty());
    }

    private void note(Map<String, Set<String>> needs, Capability had, String why) {
        leftOut()
                .filter(part -> part.facts().resource().equals(had.getResource()))
                .map(BundlePlacement::facts)
                .map(BundleFacts::symbolicName)
                .forEach(name ->
                        needs.computeIfAbsent(name, key -> new TreeSet<>()).add(why));
    }

    private static Stream<Capability> capabilities(BundlePlacement part) {
        return part.facts().resource().getCapabilities(null).stream();
    }
}
