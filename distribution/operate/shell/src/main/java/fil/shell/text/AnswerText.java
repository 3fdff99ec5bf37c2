package fil.shell.text;

import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.handler.PlanSummary;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.SystemName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers of the release handler as lines for people.
 *
 * @param ink what colours them
 */
public record AnswerText(Ink ink) {
    private static final String FRESH = " afresh";

    /**
     * @param answer how something went
     * @return it in lines
     */
    public List<String> lines(Answer answer) {
        if (answer instanceof Answer.Planned it) {
            return planned(it);
        }
        if (answer instanceof Answer.Versions it) {
            return versions(it);
        }
        if (answer instanceof Answer.History it) {
            return history(it);
        }
        if (answer instanceof Answer.Executed it) {
            return executed(it.change());
        }
        if (answer instanceof Answer.Refused it) {
            return refused(it);
        }
        return List.of(sentence(answer));
    }

    private static String sentence(Answer answer) {
        if (answer instanceof Answer.Fits it) {
            return it.release() + " can replace " + it.running() + ": no problems found.";
        }
        if (answer instanceof Answer.Unpacked it) {
            return it.release() + " is unpacked; "
                    + (it.copied().isEmpty() ? "nothing was new" : "new: " + String.join(", ", it.copied())) + ".";
        }
        if (answer instanceof Answer.MadePermanent it) {
            return it.release() + " is permanent" + fromWhen(it);
        }
        if (answer instanceof Answer.Removed it) {
            return it.release() + " is removed; freed: "
                    + (it.freed().isEmpty() ? "no bundles" : String.join(", ", it.freed())) + ".";
        }
        if (answer instanceof Answer.RunsAlready it) {
            return it.release() + " runs already" + (it.madePermanent() ? " and is permanent now." : ".");
        }
        return trouble(answer);
    }

    private static String trouble(Answer answer) {
        if (answer instanceof Answer.Busy it) {
            return new ChangeRefused(holder(it.running())).getMessage();
        }
        if (answer instanceof Answer.Interrupted it) {
            return it.release() + ": it was stopped in the middle of it; the next start boots " + it.permanent() + FRESH
                    + ".";
        }
        if (answer instanceof Answer.NotAwaited it) {
            return "Not waiting any longer; " + it.what()
                    + (it.begun()
                            ? " goes on. " + SystemName.PROGRAM + " history says how it ends."
                            : " was not begun.");
        }
        Answer.Failed it = (Answer.Failed) answer;
        return "Failed: " + it.reason() + (it.logged() ? "; more is in log/." : ".");
    }

    private static String fromWhen(Answer.MadePermanent it) {
        if (it.release().equals(it.running())) {
            return ".";
        }
        return ": the next start boots it" + (it.running().isEmpty() ? "." : "; " + it.running() + " runs until then.");
    }

    private static List<String> refused(Answer.Refused refused) {
        List<String> lines = new ArrayList<>();
        int count = refused.problems().size();
        lines.add(refused.release().replaceFirst("^the archive ", "The archive ") + " is refused: " + count
                + (count == 1 ? " problem" : " problems") + ". Nothing was changed.");
        refused.problems().forEach(problem -> lines.add("  - " + problem));
        return lines;
    }

    private static List<String> executed(ChangeRecord change) {
        List<String> lines = new ArrayList<>();
        List<String> left = change.course().map(it -> it.left()).orElse(List.of());
        switch (change.outcome()) {
            case DONE -> lines.add(change.to() + " runs; " + seen(change) + ", " + stopped(change) + ".");
            case UNDONE ->
                lines.add(change.to() + " failed and was undone, " + change.from() + " runs as before: "
                        + change.failure() + advice(change.failure()) + ".");
            default -> {
                lines.add(change.to() + " failed and could not be undone fully: " + change.failure() + ".");
                left.forEach(it -> lines.add("  left: " + it));
                lines.add(SystemName.PROGRAM + " restart boots the permanent release afresh"
                        + left.stream()
                                .map(AnswerText::advice)
                                .filter(words -> !words.isEmpty())
                                .findFirst()
                                .map(words -> words + ", first")
                                .orElse("")
                        + ".");
            }
        }
        change.course().ifPresent(course -> course.differs()
                .forEach(it -> lines.add(
                        "  differs from what a start would give: " + it + "; " + SystemName.PROGRAM + " restart")));
        change.course().ifPresent(course -> course.idle().forEach(it -> lines.add("  does not serve: " + it)));
        return lines;
    }

    private List<String> planned(Answer.Planned planned) {
        if (planned.nothing()) {
            return List.of(planned.summary().to() + " runs already; nothing would be done.");
        }
        List<Action> steps = planned.steps();
        Stream<String> numbered = IntStream.range(0, steps.size())
                .mapToObj(i -> String.format("%3d  %s", i + 1, EventText.words(steps.get(i))));
        Stream<String> unserved = planned.unserved().isEmpty()
                ? Stream.of()
                : Stream.of("no longer served, as its bundle is taken out: " + String.join(", ", planned.unserved()));
        return Stream.of(Stream.of(summary(planned.summary())), numbered, unserved)
                .flatMap(lines -> lines)
                .toList();
    }

    static String summary(PlanSummary plan) {
        return plan.from() + " -> " + plan.to() + ": " + plan.updated() + " updated, " + plan.added() + " added, "
                + plan.removed() + " removed; " + plan.noticed();
    }

    private List<String> versions(Answer.Versions versions) {
        List<String> lines = new ArrayList<>();
        versions.releases().forEach(it -> lines.add(String.format("%-16s %s", it.name(), ink.release(it.status()))));
        versions.changedByHand().forEach(it -> lines.add("changed by hand: " + it));
        versions.startNotes().forEach(it -> lines.add("at the start: " + it));
        if (versions.running().isEmpty() && !versions.change().isEmpty()) {
            lines.add(
                    versions.current().isEmpty()
                            ? "a change to " + versions.change() + " was interrupted; the next start boots "
                                    + versions.permanent()
                            : "the change to " + versions.change()
                                    + " could not be undone fully; " + SystemName.PROGRAM + " restart boots "
                                    + versions.permanent()
                                    + FRESH);
        }
        versions.running().map(AnswerText::runs).ifPresent(lines::add);
        return lines;
    }

    static String runs(Answer.UnderWay running) {
        return sentence(running) + "; try again when it has ended.";
    }

    static String sentence(Answer.UnderWay running) {
        return ChangeRefused.sentence(holder(running));
    }

    private static ChangeClaim.Holder holder(Answer.UnderWay running) {
        return new ChangeClaim.Holder(new ChangeClaim.Purpose(running.what(), running.who(), false), running.since());
    }

    private List<String> history(Answer.History history) {
        HistoryText text = new HistoryText(ink);
        List<String> lines = Stream.concat(
                        history.changes().stream().flatMap(change -> text.lines(change).stream()),
                        history.damage().stream())
                .toList();
        return lines.isEmpty() ? List.of("No release was changed yet.") : lines;
    }

    static String seen(ChangeRecord change) {
        return change.outcome() == Outcome.DONE
                ? "clients saw it after "
                        + change.course().map(it -> it.cutOver().toMillis()).orElse(0L) + " ms"
                : "clients did not see it";
    }

    static String stopped(ChangeRecord change) {
        return "something was stopped for "
                + change.course().map(it -> it.stopped().toMillis()).orElse(0L) + " ms";
    }

    /** What the operating system says when the disk is full is the same wherever it comes up. */
    private static String advice(String failure) {
        return failure.endsWith("No space left on device") ? "; make room on the disk, or remove an old release" : "";
    }
}
