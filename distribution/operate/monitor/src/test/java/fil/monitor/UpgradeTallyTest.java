package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.monitor.Changes.Change;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpgradeTallyTest {
    private final UpgradeTally tally = new UpgradeTally();

    private static Change change(long began, String outcome) {
        return new Change("1986.a", "1986.b", began, 120, outcome, Optional.empty(), 0, List.of());
    }

    private double count(String outcome) {
        return tally.outcomes().getDataPoints().stream()
                .filter(point -> outcome.equals(point.getLabels().get("outcome")))
                .mapToDouble(CounterDataPointSnapshot::getValue)
                .sum();
    }

    @Test
    void aChangeIsCountedOnce() {
        tally.count(List.of(change(1, "done")));
        tally.count(List.of(change(2, "undone"), change(1, "done")));
        tally.count(List.of(change(2, "undone"), change(1, "done")));
        assertEquals(1, count("done"));
        assertEquals(1, count("undone"));
        assertEquals(2, tally.durations().getDataPoints().get(0).getCount());
    }

    @Test
    void whatTheHistoryForgetsStaysCounted() {
        tally.count(List.of(change(2, "done"), change(1, "done")));
        tally.count(List.of(change(3, "done")));
        assertEquals(3, count("done"));
    }

    /** A thread of the library could not be ended with the bundle, and would keep its classes. */
    @Test
    void noThreadIsLeftBehind() {
        tally.count(List.of(change(1, "done")));
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("prometheus")));
    }
}
