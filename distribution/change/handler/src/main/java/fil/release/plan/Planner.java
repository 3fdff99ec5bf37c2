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
    private final Set<String> updated = new TreeSet<>();
    private final Set<String> added = new TreeSet<>();
    private final Set<String> removed = new TreeSet<>();
    private final Set<String> dependents;

    /**
     * @param before what runs
     * @param after what shall run
     * @param dependents who hangs on whom in what runs
     */
    public Planner(Assembly before, Assembly after, Dependents dependents) {
        this.before = before;
        this.after = after;
        after.parts().values().forEach(part -> before.part(part.name())
                .ifPresentOrElse(
                        running -> addIf(!running.version().equals(part.version()), updated, part.name()),
                        () -> added.add(part.name())));
        before.parts().keySet().forEach(name -> addIf(after.part(name).isEmpty(), removed, name));
        this.dependents = dependents.of(union(updated, removed));
    }

    /**
     * @param lasting whether the release is to be permanent
     * @return the plan
     */
    public Plan plan(boolean lasting) {
        List<Step> steps = new ArrayList<>();
        Set<String> touched = union(union(updated, removed), dependents);
        after.inStartOrder(added)
                .forEach(part -> steps.add(new Step.Install(part.name(), part.version(), part.startOrder())));
        steps.add(new Step.Hold(before.release()));
        reversed(before.inStartOrder(touched)).stream()
                .filter(part -> !part.facts().fragment())
                .forEach(part -> steps.add(new Step.Stop(part.name(), part.version(), Notice.of(part, before))));
        addIf(!touched.isEmpty(), steps, new Step.SaveState(List.copyOf(touched)));
        reversed(before.inStartOrder(removed))
                .forEach(part -> steps.add(new Step.Remove(part.name(), part.version(), part.startOrder())));
        after.inStartOrder(updated).forEach(part -> steps.add(update(part)));
        steps.addAll(configuration());
        addIf(!dependents.isEmpty() || !removed.isEmpty(), steps, refresh());
        after.inStartOrder(union(touched, added)).stream()
                .filter(part -> !part.facts().fragment())
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

    private Step update(Part part) {
        Part old = before.part(part.name()).orElseThrow();
        return new Step.Update(part.name(), old.version(), part.version(), old.startOrder(), part.startOrder());
    }

    private Step refresh() {
        List<String> exports =
                union(updated, removed).stream().flatMap(this::changedExports).toList();
        Notice notice = before.inStartOrder(dependents).stream()
                .map(part -> Notice.of(part, before))
                .max(Comparator.naturalOrder())
                .orElse(Notice.NOTHING);
        return new Step.Refresh(List.copyOf(union(updated, removed)), dependents, exports, notice);
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
                .filter(step -> !step.before().equals(step.after()))
                .map(Step.class::cast)
                .toList();
    }

    /** Those that are updated or added get their place with that. */
    private List<Step> order() {
        Map<String, Integer> old = new TreeMap<>();
        Map<String, Integer> fresh = new TreeMap<>();
        after.parts().values().stream()
                .filter(part -> !updated.contains(part.name()))
                .forEach(part -> before.part(part.name())
                        .filter(there -> there.startOrder() != part.startOrder())
                        .ifPresent(there -> {
                            old.put(part.name(), there.startOrder());
                            fresh.put(part.name(), part.startOrder());
                        }));
        return fresh.isEmpty() ? List.of() : List.of(new Step.Order(old, fresh));
    }

    private static List<Part> reversed(List<Part> parts) {
        List<Part> reversed = new ArrayList<>(parts);
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
