package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Known;
import fil.monitor.Changes.Step;
import fil.release.handler.Answer;
import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeCourse.Done;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseAnswersTest {
    private static final Answer FAILED = new Answer.Failed("the disk is gone", true);

    @Test
    void releasesAreShownWithTheirStatus() {
        Answer answer = new Answer.Versions(
                "1986.b",
                "1986.b",
                List.of(new Answer.Known("1986.a", "old"), new Answer.Known("1986.b", "permanent")),
                List.of("fil.fsm is 1986.0.0.a"),
                List.of("fil.web is not there"),
                List.of(),
                Optional.empty(),
                "");
        assertEquals(
                new ReleaseAnswers.Versions(
                        Optional.of("1986.b"),
                        List.of(new Known("1986.a", "old"), new Known("1986.b", "permanent")),
                        List.of("fil.fsm is 1986.0.0.a"),
                        List.of("fil.web is not there")),
                ReleaseAnswers.versions(answer));
    }

    @Test
    void anUndoneChangeTellsWhyAndWhatWasUndone() {
        ChangeCourse course = new ChangeCourse(
                Duration.ZERO,
                Duration.ZERO,
                3,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Done("start fil.fsm", false, Duration.ofMillis(10), Duration.ofMillis(20)),
                        new Done("start fil.fsm", true, Duration.ofMillis(40), Duration.ZERO)));
        Change expected = new Change(
                "1986.a",
                "1986.b",
                1000,
                90,
                "undone",
                Optional.of("fil.fsm does not start"),
                3,
                List.of(new Step("start fil.fsm", 10, 20, "done"), new Step("undo: start fil.fsm", 30, 10, "failed")));
        assertEquals(
                List.of(expected),
                history(change(Outcome.UNDONE, "fil.fsm does not start", List.of(), Optional.of(course)), 0));
    }

    @Test
    void aRefusedChangeTellsAllProblems() {
        ChangeRecord refused = change(Outcome.REFUSED, "", List.of("one", "two"), Optional.empty());
        assertEquals(Optional.of("one; two"), history(refused, 0).get(0).reason());
    }

    @Test
    void anAnswerThatSomethingFailedIsEmpty() {
        assertEquals(
                new ReleaseAnswers.Versions(Optional.empty(), List.of(), List.of(), List.of()),
                ReleaseAnswers.versions(FAILED));
        assertEquals(List.of(), ReleaseAnswers.history(FAILED, 0));
    }

    @Test
    void aChangeThatWasOnlyBegunBeforeThisProcessStartedWasInterrupted() {
        ChangeRecord begun = change(Outcome.BEGUN, "", List.of(), Optional.empty());
        assertEquals("interrupted", history(begun, 2000).get(0).outcome());
        assertEquals(List.of(), history(begun, 500), "it is not over");
    }

    private static List<Change> history(ChangeRecord change, long started) {
        return ReleaseAnswers.history(new Answer.History(List.of(change), List.of()), started);
    }

    private static ChangeRecord change(
            Outcome outcome, String failure, List<String> problems, Optional<ChangeCourse> course) {
        return new ChangeRecord(
                "1986.a",
                "1986.b",
                "a test",
                "",
                List.of(),
                Optional.of(Instant.ofEpochMilli(1000)),
                Duration.ofMillis(90),
                outcome,
                failure,
                problems,
                course);
    }
}
