package fil.shell.text;

import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of changes as lines for people.
 *
 * @param ink what colours them
 */
record HistoryText(Ink ink) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx").withZone(ZoneId.systemDefault());

    /** A line that tells the whole, then how clients fared, why it failed, and the steps. */
    List<String> lines(ChangeRecord change) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%s  %s  %s, %s ms, by %s",
                change.began().map(TIME::format).orElse("at a time unknown"),
                change.byHand().isEmpty() ? change.from() + " -> " + change.to() : "by hand",
                ink.outcome(change.outcome()),
                change.took().toMillis(),
                change.who()));
        if (change.outcome() == Outcome.BEGUN) {
            lines.add("  it still runs");
        }
        if (!change.byHand().isEmpty()) {
            lines.add("  " + change.byHand());
        }
        change.waived().forEach(flag -> lines.add("  with " + flag + ": " + change.trust()));
        change.problems().forEach(problem -> lines.add("  " + problem));
        if (!change.failure().isEmpty()) {
            lines.add("  " + change.failure());
        }
        change.course().ifPresent(course -> course(change, course, lines));
        return lines;
    }

    private static void course(ChangeRecord change, ChangeCourse course, List<String> lines) {
        course.left().forEach(left -> lines.add("  left: " + left));
        lines.add("  " + AnswerText.seen(change) + "; " + AnswerText.stopped(change) + "; requests held: "
                + course.held());
        course.steps().forEach(step -> lines.add(step(step)));
    }

    private static String step(ChangeCourse.Done step) {
        return String.format(
                "  %7.3f s  %s%s (%s ms)",
                step.at().toMillis() / 1e3,
                step.undone() ? "undo: " : "",
                step.what(),
                step.took().toMillis());
    }
}
