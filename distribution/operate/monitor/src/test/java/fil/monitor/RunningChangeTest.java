package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Step;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunningChangeTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final RunningChange running = new RunningChange(clock::get);

    private void begin() {
        running.heard(new ChangeEvent.Begun(Duration.ZERO, "1986.a", "1986.b"));
    }

    private void took(long at, Action action, long millis) {
        running.heard(new ChangeEvent.Took(Duration.ofMillis(at), action, Duration.ofMillis(millis)));
    }

    @Test
    void stepsAreThereAsTheyHappenWhateverTheirWords() {
        begin();
        took(30, new Action("stop", "fil.fsm", "undo: failed: (7 ms)"), 12);
        Change now = running.now().orElseThrow();
        assertEquals("1986.b", now.to());
        assertEquals("running", now.outcome());
        assertEquals(List.of(new Step("stop fil.fsm: undo: failed: (7 ms)", 18, 12, "done")), now.steps());
    }

    @Test
    void stepUnderWayIsThereUntilItIsDone() {
        begin();
        clock.addAndGet(40);
        running.heard(new ChangeEvent.Begins(Duration.ofMillis(40), new Action("health", "before the cut-over", "")));
        clock.addAndGet(2000);
        assertEquals(
                List.of(new Step("health before the cut-over", 40, 2000, "running")),
                running.now().orElseThrow().steps());
        took(2050, new Action("health", "before the cut-over", "green"), 2010);
        assertEquals(
                List.of(new Step("health before the cut-over: green", 40, 2010, "done")),
                running.now().orElseThrow().steps());
    }

    @Test
    void whatIsUndoneIsMarked() {
        begin();
        running.heard(new ChangeEvent.Undone(Duration.ofMillis(30), "start fil.fsm", ""));
        assertEquals("failed", running.now().orElseThrow().steps().get(0).outcome());
    }

    @Test
    void aChangeThatHasEndedIsShownForAMoment() {
        begin();
        clock.addAndGet(400);
        running.heard(new ChangeEvent.Ended(Duration.ZERO));
        clock.addAndGet(10_000);
        assertEquals("ended", running.now().orElseThrow().outcome());
        assertEquals(400, running.now().orElseThrow().millis());
        clock.addAndGet(10_000);
        assertEquals(Optional.empty(), running.now());
    }

    @Test
    void theNextChangeStartsWithoutTheStepsOfTheLast() {
        begin();
        took(1, new Action("hold", "1986.a", ""), 1);
        running.heard(new ChangeEvent.Ended(Duration.ZERO));
        begin();
        assertEquals(List.of(), running.now().orElseThrow().steps());
    }
}
