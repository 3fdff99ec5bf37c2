package fil.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InkTest {
    private static final String STEP = "  0.195 s  stop       fil.fsm: stops 1986.0.0.a (12 ms)";

    private static String shown(String painted) {
        return painted.replace("\u001b[0m", "/").replaceAll("\u001b\\[([0-9]+)m", "$1:");
    }

    private final Ink ink = new Ink(true);

    @Test
    void withoutColourNothingIsTouched() {
        Ink none = new Ink(false);
        assertEquals(STEP, none.step(STEP));
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
        assertEquals("2:  0.195 s/  1:stop/       fil.fsm: stops 1986.0.0.a2: (12 ms)/", shown(ink.step(STEP)));
        assertEquals("2: 15.191 s/  33:undo: stop fil.fsm/", shown(ink.step(" 15.191 s  undo: stop fil.fsm")));
        assertEquals("2: 15.191 s/  31:failed: not well/", shown(ink.step(" 15.191 s  failed: not well")));
        assertEquals("2:  0.000 s/  1986.b: 2 updated", shown(ink.step("  0.000 s  1986.b: 2 updated")));
    }
}
