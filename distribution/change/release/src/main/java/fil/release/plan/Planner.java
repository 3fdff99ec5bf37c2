package fil.release.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Computes a plan. Pure: what runs, what shall run and who hangs on whom in, steps out. What is slow comes before the first
 * stop; what stops is stopped against the start order and started along it; down is up with the sides swapped.
 */
public final class Planner {
    private final Assembly before;
    private final Assembly after;
    private final Set<String> updated;
    private final Set<String> added;
    private final Set<String> removed;
    private final Set<String> moved;
    /** Bundles that stay, and that a start would wire otherwise than they are wired now. */
    private final Set<String> rewired = new TreeSet<>();

    /** What an undo leads back to: what it brings back has a greater number than all others, and starts after them at its level. */
    private final Assembly back;

    private Set<String> dependents;

    /**
     * @param before what runs
     * @param after what shall run
     * @param dependents who hangs on whom in what runs
     * @param rewiring whom a start would wire otherwise
     */
    public Planner(Assembly before, Assembly after, Dependents dependents, Rewiring rewiring) {
        this.before = before;
        this.after = after;
        Difference difference = Difference.between(before.held(), after.held());
        this.updated = difference.other();
        this.added = difference.missing();
        this.removed = difference.extra();
        this.moved = difference.moved();
        this.back = broughtBack();
        this.dependents = dependents.of(changed());
        while (rewired.addAll(further(rewiring))) {
            this.dependents = dependents.of(changed());
        }
    }

    private Assembly broughtBack() {
        Map<String, BundlePlacement> parts = new TreeMap<>(before.parts());
        long number =
                parts.values().stream().mapToLong(BundlePlacement::id).max().orElse(0);
        for (BundlePlacement part : before.inStartOrder(removed)) {
            parts.put(part.name(), part.withId(++number));
        }
        return new Assembly(before.release(), parts, before.configurations());
    }

    /** For the way back as well: an undo wires anew whom the change did, and all is then to be as before. */
    private Set<String> further(Rewiring rewiring) {
        Set<String> fresh = union(union(changed(), this.dependents), added);
        Set<String> further = union(rewiring.of(after, fresh), rewiring.of(back, fresh));
        further.removeAll(fresh);
        return further;
    }

    /** Those whose code or wires change, and with whom a refresh begins. */
    private Set<String> changed() {
        return union(union(updated, removed), rewired);
    }

    /**
     * @param lasting whether the release is to be permanent
     * @return the plan
     */
    public Plan plan(boolean lasting) {
        List<Step> steps = new ArrayList<>();
        Set<String> touched = union(changed(), dependents);
        after.inStartOrder(added)
                .forEach(part -> steps.add(new Step.Install(part.name(), part.version(), part.startOrder())));
        steps.add(new Step.Hold(before.release()));
        reversed(back.inStartOrder(touched)).stream()
                .filter(part -> !part.facts().fragment())
                .forEach(part -> steps.add(new Step.Stop(part.name(), part.version(), Notice.of(part, before))));
        addIf(!touched.isEmpty(), steps, new Step.SaveState(List.copyOf(touched)));
        reversed(before.inStartOrder(removed))
                .forEach(part -> steps.add(new Step.Remove(part.name(), part.version(), part.startOrder())));
        after.inStartOrder(updated).forEach(part -> steps.add(update(part)));
        steps.addAll(configuration());
        addIf(!dependents.isEmpty() || !removed.isEmpty() || !rewired.isEmpty(), steps, refresh());
        after.inStartOrder(union(touched, added)).stream()
                .filter(part -> part.started() && !part.facts().fragment())
                .forEach(part -> steps.add(new Step.Start(part.name(), part.version())));
        steps.addAll(order());
        Collections.addAll(
                steps,
                new Step.Health("before the cut-over"),
                new Step.CutOver(after.release()),
                new Step.Health("after the cut-over"),
                new Step.Commit(after.release(), lasting));
        return new Plan(before.release(), after.release(), steps);
    }

    private Step update(BundlePlacement part) {
        BundlePlacement old = before.part(part.name()).orElseThrow();
        return new Step.Update(part.name(), old.version(), part.version(), old.startOrder(), part.startOrder());
    }

    private Step refresh() {
        List<String> exports =
                union(updated, removed).stream().flatMap(this::changedExports).toList();
        Notice notice = before.inStartOrder(union(rewired, dependents)).stream()
                .map(part -> Notice.of(part, before))
                .max(Comparator.naturalOrder())
                .orElse(Notice.NOTHING);
        return new Step.Refresh(List.copyOf(changed()), dependents, exports, notice);
    }

    private Stream<String> changedExports(String name) {
        Set<String> old = before.part(name).orElseThrow().facts().exports();
        Set<String> fresh = after.part(name).map(part -> part.facts().exports()).orElse(Set.of());
        return Stream.concat(
                old.stream().filter(export -> !fresh.contains(export)).map(export -> "-" + export),
                fresh.stream().filter(export -> !old.contains(export)).map(export -> "+" + export));
    }

    private List<Step> configuration() {
        return union(before.configurations().keySet(), after.configurations().keySet()).stream()
                .map(pid -> new Step.Configure(
                        pid,
                        before.configurations().getOrDefault(pid, Map.of()),
                        after.configurations().getOrDefault(pid, Map.of())))
                .filter(step -> !Values.areSame(step.before(), step.after()))
                .map(Step.class::cast)
                .toList();
    }

    /** Those that are updated or added get their place with that. */
    private List<Step> order() {
        Map<String, Integer> old = new TreeMap<>();
        Map<String, Integer> fresh = new TreeMap<>();
        moved.stream().filter(name -> !updated.contains(name)).forEach(name -> {
            old.put(name, before.parts().get(name).startOrder());
            fresh.put(name, after.parts().get(name).startOrder());
        });
        return fresh.isEmpty() ? List.of() : List.of(new Step.Order(old, fresh));
    }

    private static List<BundlePlacement> reversed(List<BundlePlacement> parts) {
        List<BundlePlacement> reversed = new ArrayList<>(parts);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Set<String> union(Set<String> one, Set<String> two) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(two);
        return all;
    }

    private static <T> void addIf(boolean condition, Collection<? super T> all, T one) {
        if (condition) {
            all.add(one);
        }
    }
}
