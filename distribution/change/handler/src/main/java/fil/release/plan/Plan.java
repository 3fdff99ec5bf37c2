package fil.release.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered steps from one release to another. A value: computed by {@link Planner}, printed, checked, executed.
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

    /** @return the plan in lines for people */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(from + " -> " + to + ": " + count(of(Step.Update.class), "updated") + ", "
                + count(of(Step.Install.class), "added") + ", " + count(of(Step.Remove.class), "removed") + "; "
                + notice().words());
        int number = 0;
        for (Step step : steps) {
            lines.add(String.format("%3d  %-9s  %s: %s", ++number, step.verb(), step.subject(), step.effect()));
        }
        return lines;
    }

    /** @return the plan as plain values, for JSON */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("to", to);
        values.put("notice", notice().name().toLowerCase(java.util.Locale.ROOT));
        values.put("steps", steps.stream().map(Plan::values).toList());
        return values;
    }

    private static Map<String, Object> values(Step step) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("step", step.verb());
        values.put("subject", step.subject());
        values.put("effect", step.effect());
        return values;
    }

    private static String count(List<?> steps, String what) {
        return steps.size() + " " + what;
    }
}
