package fil.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.PlanSummary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventTextTest {
    private static final Duration LATE = Duration.ofMillis(15_191);

    private static String shown(String painted) {
        return painted.replace("\u001b[0m", "/").replaceAll("\u001b\\[([0-9]+)m", "$1:");
    }

    private final Ink ink = new Ink(true);

    @Test
    void timesStepBackAndTroubleStandsOut() {
        EventText words = new EventText(ink);
        Action stop = new Action("stop", "fil.fsm", "stops 1986.0.0.a");
        assertEquals(
                "2:  0.195 s/  1:stop/       fil.fsm: stops 1986.0.0.a2: (12 ms)/",
                shown(words.done(new ChangeEvent.Took(Duration.ofMillis(195), stop, Duration.ofMillis(12)))
                        .orElseThrow()));
        assertEquals(
                "2: 15.191 s/  33:undo: stop fil.fsm/",
                shown(words.done(new ChangeEvent.Undone(LATE, "stop fil.fsm", ""))
                        .orElseThrow()));
        assertEquals(
                "2: 15.191 s/  31:failed: not well/",
                shown(words.done(new ChangeEvent.Failed(LATE, "not well")).orElseThrow()));
        assertEquals(
                "2: 15.191 s/  1986.a -> 1986.b: 2 updated, 0 added, 1 removed; all is quiet",
                shown(words.done(new ChangeEvent.Planned(
                                LATE, new PlanSummary("1986.a", "1986.b", 2, 0, 1, "nothing", "all is quiet")))
                        .orElseThrow()));
    }
}
