package fil.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InkTest {
    private static final Duration LATE = Duration.ofMillis(15_191);

    private static String shown(String painted) {
        return painted.replace("\u001b[0m", "/").replaceAll("\u001b\\[([0-9]+)m", "$1:");
    }

    private final Ink ink = new Ink(true);

    @Test
    void withoutColourNothingIsTouched() {
        Ink none = new Ink(false);
        assertEquals("1986.a           permanent", none.states("1986.a           permanent"));
        assertEquals("no", none.failure("no"));
    }

    @Test
    void stateOfAReleaseAndOutcomeOfAChangeStandOut() {
        assertEquals("1986.a           32:permanent/", shown(ink.states("1986.a           permanent")));
        assertEquals(
                "2026  1986.a -> 1986.b  33:undone/  17458 ms, by root: it was done  for",
                shown(ink.states("2026  1986.a -> 1986.b  undone  17458 ms, by root: it was done  for")));
        assertEquals(
                "health    colour 32:OK/, page 31:CRITICAL/", shown(ink.states("health    colour OK, page CRITICAL")));
    }

    @Test
    void timesStepBackAndTroubleStandsOut() {
        EventWords words = new EventWords(ink);
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
                "2: 15.191 s/  1986.b: 2 updated",
                shown(words.done(new ChangeEvent.Planned(LATE, "1986.a", "1986.b", "1986.b: 2 updated"))
                        .orElseThrow()));
    }
}
