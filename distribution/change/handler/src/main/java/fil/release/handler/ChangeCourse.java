package fil.release.handler;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done in a change.
 *
 * @param cutOver when clients saw the new release, counted from when it was asked for; zero if they never did
 * @param stopped how long anything was stopped
 * @param held how many requests waited
 * @param left what could not be undone, each a sentence without its end
 * @param differs what a start would make otherwise after all, each a sentence without its end
 * @param idle what is new and does not serve, each a sentence without its end
 * @param steps what was done and undone, in order
 */
public record ChangeCourse(
        Duration cutOver,
        Duration stopped,
        long held,
        List<String> left,
        List<String> differs,
        List<String> idle,
        List<Done> steps) {
    private static final String STEP = "step";
    private static final String UNDO = "undo: ";

    /** Takes copies of the lists. */
    public ChangeCourse {
        left = List.copyOf(left);
        differs = List.copyOf(differs);
        idle = List.copyOf(idle);
        steps = List.copyOf(steps);
    }

    /**
     * A step that was done, or taken back.
     *
     * @param what the step
     * @param undone whether it was taken back
     * @param at when it began, counted from when the change was asked for
     * @param took how long it took
     */
    public record Done(String what, boolean undone, Duration at, Duration took) {
        private Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(STEP, undone ? UNDO + what : what);
            if (undone) {
                values.put("undo", true);
            }
            values.put("atMs", at.toMillis());
            values.put("tookMs", took.toMillis());
            return values;
        }

        private static Done of(PlainValues values) {
            boolean undone = values.is("undo");
            String step = values.text(STEP);
            return new Done(
                    undone ? step.substring(Math.min(UNDO.length(), step.length())) : step,
                    undone,
                    Duration.ofMillis(values.number("atMs")),
                    Duration.ofMillis(values.number("tookMs")));
        }
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("left", left);
        values.put("cutOverMs", cutOver.toMillis());
        values.put("stoppedMs", stopped.toMillis());
        values.put("steps", steps.stream().map(Done::values).toList());
        values.put("differs", differs);
        values.put("idle", idle);
        values.put("held", held);
        return values;
    }

    static Optional<ChangeCourse> of(PlainValues values) {
        return values.has("stoppedMs")
                ? Optional.of(new ChangeCourse(
                        Duration.ofMillis(values.number("cutOverMs")),
                        Duration.ofMillis(values.number("stoppedMs")),
                        values.number("held"),
                        values.texts("left"),
                        values.texts("differs"),
                        values.texts("idle"),
                        values.objects("steps", STEP).stream().map(Done::of).toList()))
                : Optional.empty();
    }
}
