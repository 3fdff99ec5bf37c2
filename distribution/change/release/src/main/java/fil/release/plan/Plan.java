package fil.release.plan;

import java.util.Comparator;
import java.util.List;

/**
 * The ordered steps from one release to another. A value: computed by {@link Planner}, told, checked, executed.
 *
 * @param from the release that runs
 * @param to the release to come
 * @param steps in order
 */
public record Plan(String from, String to, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** @return whether no bundle, no wire, no configuration and no start order changes */
    public boolean isEmpty() {
        return steps.stream()
                .noneMatch(step -> step instanceof Step.Install
                        || step instanceof Step.Update
                        || step instanceof Step.Remove
                        || step instanceof Step.Refresh
                        || step instanceof Step.Configure
                        || step instanceof Step.Order);
    }

    /** @return the most that clients notice */
    public Notice notice() {
        return of(Step.Stop.class).stream()
                .map(Step.Stop::notice)
                .max(Comparator.naturalOrder())
                .orElse(Notice.NOTHING);
    }

    /**
     * @param kind a kind of step
     * @param <S> the kind
     * @return the steps of that kind, in order
     */
    public <S extends Step> List<S> of(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
