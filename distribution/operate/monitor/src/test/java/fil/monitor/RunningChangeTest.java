package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunningChangeTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final RunningChange running = new RunningChange(clock::get);

    private void begin() {
        running.accept(Map.of("event", "begin", "from", "1986.a", "to", "1986.b"));
    }

    private void step(long since, String line) {
        running.accept(Map.of("event", "step", "sinceMs", since, "line", line));
    }

    @Test
    void stepsAreThereAsTheyHappen() {
        begin();
        step(30, "stop       fil.fsm: its state is kept (12 ms)");
        Change now = running.now().orElseThrow();
        assertEquals("1986.b", now.to());
        assertEquals("running", now.outcome());
        assertEquals(List.of(new Step("stop fil.fsm: its state is kept", 18, 12, "done")), now.steps());
    }

    @Test
    void stepUnderWayIsThereUntilItIsDone() {
        begin();
        clock.addAndGet(40);
        running.accept(Map.of("event", "next", "line", "health before the cut-over"));
        clock.addAndGet(2000);
        assertEquals(
                List.of(new Step("health before the cut-over", 40, 2000, "running")),
                running.now().orElseThrow().steps());
        step(2050, "health     before the cut-over: green (2010 ms)");
        assertEquals(
                List.of(new Step("health before the cut-over: green", 40, 2010, "done")),
                running.now().orElseThrow().steps());
    }

    @Test
    void whatIsUndoneIsMarked() {
        begin();
        step(30, "undo: start fil.fsm");
        assertEquals("failed", running.now().orElseThrow().steps().get(0).outcome());
    }

    @Test
    void aChangeThatHasEndedIsShownForAMoment() {
        begin();
        clock.addAndGet(400);
        running.accept(Map.of("event", "end"));
        clock.addAndGet(10_000);
        assertEquals("ended", running.now().orElseThrow().outcome());
        assertEquals(400, running.now().orElseThrow().millis());
        clock.addAndGet(10_000);
        assertEquals(Optional.empty(), running.now());
    }

    @Test
    void theNextChangeStartsWithoutTheStepsOfTheLast() {
        begin();
        step(1, "hold (1 ms)");
        running.accept(Map.of("event", "end"));
        begin();
        assertEquals(List.of(), running.now().orElseThrow().steps());
    }
}
