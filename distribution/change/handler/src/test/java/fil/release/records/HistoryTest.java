package fil.release.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Instant NOON = Instant.parse("1986-01-26T12:00:00Z");

    @TempDir
    private Path releases;

    private History history;

    @BeforeEach
    void open() {
        history = new History(releases);
    }

    @Test
    void theNewestStaysTheNewestWhenTheClockIsSetBack() {
        note(NOON, "1", "done");
        note(NOON.minusSeconds(3_600), "2", "done");
        note(NOON.minusSeconds(3_599), "3", "done");
        note(NOON, "4", "done");
        note(NOON.plusSeconds(1), "5", "done");
        assertEquals(List.of("5", "4", "3", "2", "1"), told("to"));
    }

    @Test
    void theNextStartSaysWhatBecameOfAChangeThatWasInterrupted() {
        note(NOON, "b", "undone");
        note(NOON.plusSeconds(1), "b", "begun");
        history.settle("a");
        assertEquals(List.of("interrupted", "undone"), told("outcome"));
        note(NOON.plusSeconds(2), "b", "begun");
        history.settle("b");
        assertEquals(List.of("done", "interrupted", "undone"), told("outcome"));
    }

    @Test
    void whatWasChangedByHandIsToldInItsPlaceAndKeptApart() {
        note(NOON, "1", "done");
        note(NOON.plusSeconds(2), "2", "done");
        History byHand = History.byHand(releases);
        for (int second : new int[] {1, 3}) {
            Instant began = NOON.plusSeconds(second);
            byHand.note(byHand.place(began), byHand("the update of x " + second, began));
        }
        assertEquals(
                List.of("the update of x 3", "2", "the update of x 1", "1"),
                History.told(releases).changes().stream()
                        .map(change -> change.byHand().isEmpty() ? change.to() : change.byHand())
                        .toList());
        assertEquals(List.of("2", "1"), told("to"));
    }

    private static ChangeRecord byHand(String what, Instant began) {
        return new ChangeRecord(
                "1",
                "1",
                "somebody",
                "",
                List.of(),
                Optional.of(began),
                Duration.ofMillis(90),
                Outcome.DONE,
                "",
                List.of(),
                Optional.empty(),
                what);
    }

    @Test
    void aDamagedFileHidesNoOther() throws IOException {
        note(NOON, "1", "done");
        Path damaged = history.place(NOON.plusSeconds(1));
        note(NOON.plusSeconds(2), "3", "done");
        Files.writeString(damaged, "{");
        history.settle("3");
        assertEquals(List.of("3", "1"), told("to"));
    }

    @Test
    void aChangeIsReadAsItWasNoted() {
        ChangeCourse course = new ChangeCourse(
                Duration.ofMillis(30),
                Duration.ofMillis(20),
                4,
                List.of("a bundle hangs"),
                List.of("fil.fsm is another"),
                List.of("the servlet x is not served"),
                List.of(
                        new ChangeCourse.Done("stop fil.fsm", false, Duration.ofMillis(5), Duration.ofMillis(2)),
                        new ChangeCourse.Done("stop fil.fsm", true, Duration.ofMillis(9), Duration.ZERO)));
        ChangeRecord change = new ChangeRecord(
                "a",
                "b",
                "somebody",
                "nobody signed it",
                List.of("--unsigned"),
                Optional.of(NOON),
                Duration.ofMillis(90),
                Outcome.UNDONE,
                "it \"failed\" \u2028 \ud83d\ude00",
                List.of(),
                Optional.of(course));
        history.note(history.place(NOON), change);
        assertEquals(List.of(change), history.changes());
    }

    @Test
    void whatIsNotAsItIsWrittenTodayIsReadAsFarAsItGoes() throws IOException {
        Path old = history.place(NOON);
        note(NOON, "1", "done");
        Files.writeString(
                old,
                "{\"from\":\"a\",\"to\":\"b\",\"outcome\":\"done\",\"began\":\"x\",\"stoppedMs\":1,"
                        + "\"steps\":[\"stop it\",{\"step\":\"start it\",\"atMs\":5}]}");
        ChangeRecord change = history.changes().get(0);
        assertEquals(Optional.empty(), change.began());
        assertEquals(
                List.of("stop it", "start it"),
                change.course().orElseThrow().steps().stream()
                        .map(ChangeCourse.Done::what)
                        .toList());
        Files.writeString(old, "{\"from\":\"a\",\"to\":\"b\",\"outcome\":\"sideways\"}");
        assertEquals(List.of(), history.changes());
        assertEquals(1, history.damage().size());
    }

    private void note(Instant began, String to, String outcome) {
        history.note(
                history.place(began),
                ChangeRecord.of(Map.of("from", "a", "to", to, "outcome", outcome, "began", began.toString()))
                        .orElseThrow());
    }

    private List<Object> told(String key) {
        return history.changes().stream()
                .map(change -> change.values().get(key))
                .toList();
    }
}
