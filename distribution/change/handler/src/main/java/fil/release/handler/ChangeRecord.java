package fil.release.handler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change as the history keeps it.
 *
 * @param from the release that ran
 * @param to the release that it was for, as somebody typed it if nothing of it could be believed
 * @param who who wanted it
 * @param trust for people, why the release was taken or what it was refused as
 * @param waived the flags without which it would have been refused
 * @param began when it was asked for, if that is known
 * @param took how long it took, or had taken when it was noted
 * @param outcome how it ended
 * @param failure why it failed, a sentence without its end, else empty
 * @param problems why it was refused, each a sentence without its end
 * @param course what was done, if anything was
 * @param byHand what was changed by hand, if no release was: both releases are the one that ran
 */
public record ChangeRecord(
        String from,
        String to,
        String who,
        String trust,
        List<String> waived,
        Optional<Instant> began,
        Duration took,
        Outcome outcome,
        String failure,
        List<String> problems,
        Optional<ChangeCourse> course,
        String byHand) {
    private static final String FAILURE = "failure";

    /** Takes copies of the lists. */
    public ChangeRecord {
        waived = List.copyOf(waived);
        problems = List.copyOf(problems);
    }

    /** A change of release. */
    public ChangeRecord(
            String from,
            String to,
            String who,
            String trust,
            List<String> waived,
            Optional<Instant> began,
            Duration took,
            Outcome outcome,
            String failure,
            List<String> problems,
            Optional<ChangeCourse> course) {
        this(from, to, who, trust, waived, began, took, outcome, failure, problems, course, "");
    }

    /**
     * @param how how it ended
     * @param why why it failed
     * @return the same, ended so
     */
    public ChangeRecord ended(Outcome how, String why) {
        return new ChangeRecord(from, to, who, trust, waived, began, took, how, why, problems, course, byHand);
    }

    /** @return the same as plain values, as it is kept and as scripts get it */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("to", to);
        values.put("who", who);
        values.put("trust", trust);
        began.ifPresent(it -> values.put("began", it.toString()));
        values.put("tookMs", took.toMillis());
        values.put("outcome", outcome.word());
        if (!failure.isEmpty() || course.isPresent()) {
            values.put(FAILURE, failure);
        }
        if (!problems.isEmpty()) {
            values.put("problems", problems);
        }
        course.ifPresent(it -> values.putAll(it.values()));
        if (!waived.isEmpty()) {
            values.put("waived", waived);
        }
        if (!byHand.isEmpty()) {
            values.put("byHand", byHand);
        }
        return values;
    }

    /**
     * @param values what {@link #values} made
     * @return the change, if these are values of one
     */
    public static Optional<ChangeRecord> of(Map<String, ?> values) {
        PlainValues plain = new PlainValues(values);
        if (!(values.get("from") instanceof String) || !(values.get("to") instanceof String)) {
            return Optional.empty();
        }
        return Outcome.of(values.get("outcome"))
                .map(outcome -> new ChangeRecord(
                        plain.text("from"),
                        plain.text("to"),
                        plain.text("who"),
                        plain.text("trust"),
                        plain.texts("waived"),
                        instant(plain.text("began")),
                        Duration.ofMillis(plain.number("tookMs")),
                        outcome,
                        plain.text(FAILURE),
                        plain.texts("problems"),
                        ChangeCourse.of(plain),
                        plain.text("byHand")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
