package fil.release.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    void aDamagedFileHidesNoOther() throws IOException {
        note(NOON, "1", "done");
        Path damaged = history.place(NOON.plusSeconds(1));
        note(NOON.plusSeconds(2), "3", "done");
        Files.writeString(damaged, "{");
        history.settle("3");
        assertEquals(List.of("3", "1"), told("to"));
    }

    private void note(Instant began, String to, String outcome) {
        history.note(history.place(began), Map.of("from", "a", "to", to, "outcome", outcome));
    }

    private List<Object> told(String key) {
        return history.changes().stream().map(change -> change.get(key)).toList();
    }
}
