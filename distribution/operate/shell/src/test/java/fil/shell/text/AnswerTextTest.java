package fil.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.release.handler.Answer;
import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeCourse.Done;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.handler.PlanSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
    private final AnswerText text = new AnswerText(new Ink(false));
    private final AnswerText coloured = new AnswerText(new Ink(true));

    @Test
    void aPlanIsItsNumbersAndItsStepsAndWhatIsNoLongerServed() {
        PlanSummary summary = new PlanSummary("1986.a", "1986.b", 1, 0, 2, "nothing", "clients notice nothing");
        List<Action> steps = List.of(new Action("hold", "1986.a", "clients go on seeing 1986.a"));
        assertEquals(
                List.of(
                        "1986.a -> 1986.b: 1 updated, 0 added, 2 removed; clients notice nothing",
                        "  1  hold       1986.a: clients go on seeing 1986.a",
                        "no longer served, as its bundle is taken out: /old"),
                text.lines(new Answer.Planned(summary, steps, false, List.of("/old"))));
        assertEquals(
                List.of("1986.b runs already; nothing would be done."),
                text.lines(new Answer.Planned(summary, steps, true, List.of())));
    }

    @Test
    void theStateOfAReleaseAndTheOutcomeOfAChangeStandOutWhateverElseIsWritten() {
        Answer versions = new Answer.Versions(
                "1986.b",
                "1986.b",
                List.of(new Answer.Known("1986.a", "old"), new Answer.Known("1986.b", "permanent")),
                List.of("  permanent  is no state here"),
                List.of(),
                List.of(),
                Optional.empty(),
                "1986.c");
        assertEquals(
                List.of(
                        "1986.a           \u001b[2mold\u001b[0m",
                        "1986.b           \u001b[32mpermanent\u001b[0m",
                        "changed by hand:   permanent  is no state here",
                        "the change to 1986.c could not be undone fully; bin/fil restart boots 1986.b afresh"),
                coloured.lines(versions));
        String line = coloured.lines(new Answer.History(List.of(change(Outcome.UNDONE, "no", List.of())), List.of()))
                .get(0);
        assertTrue(line.contains("  1986.a -> 1986.b  \u001b[33mundone\u001b[0m, 90 ms, by a test"), line);
    }

    @Test
    void theHistoryTellsHowClientsFaredAndWhatWasDone() {
        List<String> lines = text.lines(new Answer.History(
                List.of(change(Outcome.UNDONE, "fil.fsm failed", List.of("fil.web hangs"))), List.of("x is damaged.")));
        assertTrue(
                lines.get(0).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}  1986.a -> 1986.b.*"),
                lines::toString);
        assertEquals(
                List.of(
                        "  fil.fsm failed",
                        "  left: fil.web hangs",
                        "  clients did not see it; something was stopped for 70 ms; requests held: 2",
                        "    0.010 s  stop fil.fsm (20 ms)",
                        "    0.040 s  undo: stop fil.fsm (0 ms)",
                        "x is damaged."),
                lines.subList(1, lines.size()));
        assertEquals(List.of("No release was changed yet."), text.lines(new Answer.History(List.of(), List.of())));
    }

    @Test
    void whatWasChangedByHandIsToldWithWhyItWasTakenBack() {
        List<String> lines = text.lines(new Answer.History(
                List.of(new ChangeRecord(
                        "1986.a",
                        "1986.a",
                        "a test",
                        "",
                        List.of(),
                        Optional.of(Instant.EPOCH),
                        Duration.ofMillis(90),
                        Outcome.UNDONE,
                        "it does not start",
                        List.of(),
                        Optional.empty(),
                        "the update of fil.fsm")),
                List.of()));
        assertTrue(lines.get(0).endsWith("  by hand  undone, 90 ms, by a test"), lines::toString);
        assertEquals(List.of("  the update of fil.fsm", "  it does not start"), lines.subList(1, lines.size()));
    }

    @Test
    void aFullDiskIsAdvisedOn() {
        String failure = "write down that 1986.b is permanent failed: No space left on device";
        assertEquals(
                List.of("1986.b failed and was undone, 1986.a runs as before: " + failure
                        + "; make room on the disk, or remove an old release."),
                text.lines(new Answer.Executed(change(Outcome.UNDONE, failure, List.of()))));
        assertEquals(
                "bin/fil restart boots the permanent release afresh; make room on the disk, or remove an old release, first.",
                text.lines(new Answer.Executed(change(Outcome.NOT_UNDONE, "x", List.of(failure))))
                        .get(2));
    }

    @Test
    void aRefusalIsAllItsProblemsAndForScriptsTheSame() {
        Answer refused = new Answer.Refused("1986.b", List.of("one is \"wrong\"", "two is wrong"));
        assertEquals(
                List.of(
                        "1986.b is refused: 2 problems. Nothing was changed.",
                        "  - one is \"wrong\"",
                        "  - two is wrong"),
                text.lines(refused));
        assertEquals(
                "The archive fil-1986.b.tar.gz is refused: 1 problem. Nothing was changed.",
                text.lines(new Answer.Refused("the archive fil-1986.b.tar.gz", List.of("it is damaged")))
                        .get(0));
        assertEquals(
                "{\"outcome\":\"refused\",\"exitCode\":10,\"problems\":[\"one is \\\"wrong\\\"\",\"two is wrong\"]}",
                AnswerJson.of(refused));
    }

    @Test
    void whoWorksIsToldToPeopleAndToScripts() {
        Answer busy = new Answer.Busy(new Answer.UnderWay("the upgrade to 1986.b", "root", Instant.now()));
        String line = text.lines(busy).get(0);
        assertTrue(
                line.matches(
                        "Refused: the upgrade to 1986.b runs, wanted by root, since \\S+ \\(\\d+ s\\); try again when.*"),
                line);
        assertTrue(
                AnswerJson.of(busy).startsWith("{\"outcome\":\"busy\",\"exitCode\":13,\"problems\":[\"Refused: the"));
    }

    private static ChangeRecord change(Outcome outcome, String failure, List<String> left) {
        List<Done> steps = List.of(
                new Done("stop fil.fsm", false, Duration.ofMillis(10), Duration.ofMillis(20)),
                new Done("stop fil.fsm", true, Duration.ofMillis(40), Duration.ZERO));
        return new ChangeRecord(
                "1986.a",
                "1986.b",
                "a test",
                "",
                List.of(),
                Optional.of(Instant.EPOCH),
                Duration.ofMillis(90),
                outcome,
                failure,
                List.of(),
                Optional.of(
                        new ChangeCourse(Duration.ZERO, Duration.ofMillis(70), 2, left, List.of(), List.of(), steps)));
    }
}
