package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Known;
import fil.monitor.Changes.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseAnswersTest {
    @Test
    void releasesAreReadWithTheirStatus() {
        String json = """
                {"current": "1986.b", "releases": [{"release": "1986.a", "status": "old"},
                {"release": "1986.b", "status": "permanent"}], "changedByHand": ["fil.fsm is 1986.0.0.a"],
                "lacking": ["fil.web is not there"]}""";
        assertEquals(
                new ReleaseAnswers.Versions(
                        Optional.of("1986.b"),
                        List.of(new Known("1986.a", "old"), new Known("1986.b", "permanent")),
                        List.of("fil.fsm is 1986.0.0.a"),
                        List.of("fil.web is not there")),
                ReleaseAnswers.versions(json));
    }

    @Test
    void anUndoneChangeTellsWhyAndWhatWasUndone() {
        String json = """
                {"changes": [{"from": "1986.a", "to": "1986.b", "began": "1970-01-01T00:00:01Z", "tookMs": 90,
                "outcome": "undone", "failure": "fil.fsm does not start", "steps": [
                {"step": "start fil.fsm", "atMs": 10, "tookMs": 20}, {"step": "undo: start fil.fsm", "undo": true, "atMs": 40}]}]}""";
        Change expected = new Change(
                "1986.a",
                "1986.b",
                1000,
                90,
                "undone",
                Optional.of("fil.fsm does not start"),
                0,
                List.of(new Step("start fil.fsm", 10, 20, "done"), new Step("undo: start fil.fsm", 30, 10, "failed")));
        assertEquals(List.of(expected), ReleaseAnswers.history(json, 0));
    }

    @Test
    void aRefusedChangeTellsAllProblems() {
        String json = "{\"changes\": [{\"outcome\": \"refused\", \"problems\": [\"one\", \"two\"]}]}";
        assertEquals(
                Optional.of("one; two"), ReleaseAnswers.history(json, 0).get(0).reason());
    }

    @Test
    void anAnswerWithoutAnythingIsEmpty() {
        assertEquals(
                new ReleaseAnswers.Versions(Optional.empty(), List.of(), List.of(), List.of()),
                ReleaseAnswers.versions("{}"));
        assertEquals(List.of(), ReleaseAnswers.history("{}", 0));
    }

    @Test
    void aChangeThatWasOnlyBegunBeforeThisProcessStartedWasInterrupted() {
        String json = "{\"changes\": [{\"outcome\": \"begun\", \"began\": \"1970-01-01T00:00:01Z\"}]}";
        assertEquals("interrupted", ReleaseAnswers.history(json, 2000).get(0).outcome());
        assertEquals(List.of(), ReleaseAnswers.history(json, 500), "it is not over");
    }
}
