package fil.gate;

import static fil.gate.Replacement.Verdict.BACK;
import static fil.gate.Replacement.Verdict.GONE;
import static fil.gate.Replacement.Verdict.HOLD;
import static fil.gate.Replacement.Verdict.LOST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fil.gate.Replacement.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class ReplacementTest {

    private final GateSettings settings =
            GateSettings.from(name -> Map.of("wait", 5_000, "quiet", 250).get(name));
    private long now = 42;

    private Replacement stopped(Cause cause) {
        Replacement replacement = new Replacement(settings, cause, Set.of(Mark.of(Kind.SERVLET, "/a")), false, now);
        replacement.stopped(now);
        return replacement;
    }

    private Verdict after(Replacement replacement, long ms, int state) {
        now += Duration.ofMillis(ms).toNanos();
        return replacement.verdict(state, () -> false, () -> false, false, now);
    }

    @Test
    void stoppingBundleIsHeldThoughItsServicesAreStillThere() {
        Replacement replacement =
                new Replacement(settings, Cause.STOP, Set.of(Mark.of(Kind.SERVLET, "/a")), false, now);
        assertEquals(HOLD, replacement.verdict(Bundle.STOPPING, () -> true, () -> false, false, now));
    }

    @Test
    void whatIsServedIsNotAskedForBeforeTheBundleHasStopped() {
        Replacement replacement =
                new Replacement(settings, Cause.STOP, Set.of(Mark.of(Kind.SERVLET, "/a")), false, now);
        boolean[] asked = {false};
        replacement.verdict(Bundle.STOPPING, () -> asked[0] = true, () -> false, false, now);
        assertFalse(asked[0], "the answer would be of its former life, and outlive the stop");
    }

    @Test
    void whatIsServedAgainIsBackAtOnce() {
        assertEquals(BACK, stopped(Cause.UPDATE).verdict(Bundle.STARTING, () -> true, () -> false, false, now));
    }

    @Test
    void nothingIsShownBeforeTheCutOver() {
        Replacement replacement = stopped(Cause.UPDATE);
        assertEquals(HOLD, replacement.verdict(Bundle.ACTIVE, () -> true, () -> false, true, now));
        assertEquals(BACK, replacement.verdict(Bundle.ACTIVE, () -> true, () -> false, false, now));
    }

    @Test
    void stoppedBundleIsGoneAfterAQuietTime() {
        Replacement replacement = stopped(Cause.STOP);
        assertEquals(HOLD, after(replacement, 249, Bundle.RESOLVED));
        assertEquals(GONE, after(replacement, 1, Bundle.RESOLVED));
    }

    @Test
    void anythingThatHappensBeginsTheQuietTimeAnew() {
        Replacement replacement = stopped(Cause.STOP);
        assertEquals(HOLD, after(replacement, 200, Bundle.RESOLVED));
        replacement.happened(now);
        assertEquals(HOLD, after(replacement, 200, Bundle.RESOLVED));
    }

    @Test
    void updateThatReadsASlowSourceIsWaitedFor() {
        Replacement replacement = stopped(Cause.UPDATE);
        assertEquals(HOLD, after(replacement, 4_000, Bundle.RESOLVED));
        assertEquals(GONE, after(replacement, 1_000, Bundle.RESOLVED));
    }

    @Test
    void updatedBundleThatDoesNotStartIsGoneWellUnderASecond() {
        Replacement replacement = stopped(Cause.UPDATE);
        replacement.updated(now);
        assertEquals(HOLD, after(replacement, 499, Bundle.INSTALLED));
        assertEquals(GONE, after(replacement, 1, Bundle.INSTALLED));
    }

    @Test
    void startThatTakesLongIsWaitedFor() {
        Replacement replacement = stopped(Cause.STOP);
        assertEquals(HOLD, after(replacement, 3_000, Bundle.STARTING));
    }

    @Test
    void newVersionThatServesLessIsGoneAfterFiveQuietTimes() {
        Replacement replacement = stopped(Cause.UPDATE);
        replacement.updated(now);
        assertEquals(HOLD, after(replacement, 1_249, Bundle.ACTIVE));
        assertEquals(GONE, after(replacement, 1, Bundle.ACTIVE));
    }

    @Test
    void refreshIsWaitedForUntilTheFrameworkSaysItIsDone() {
        Replacement replacement = stopped(Cause.FRAMEWORK);
        assertEquals(HOLD, after(replacement, 4_000, Bundle.RESOLVED));
        replacement.otherBundle(now);
        assertEquals(HOLD, after(replacement, 4_000, Bundle.RESOLVED));
        replacement.frameworkDone(now);
        assertEquals(HOLD, after(replacement, 249, Bundle.RESOLVED));
        assertEquals(GONE, after(replacement, 1, Bundle.RESOLVED));
    }

    @Test
    void serviceThatGoesAloneIsWaitedForAsLongAsOtherBundlesMove() {
        Replacement replacement =
                new Replacement(settings, Cause.SERVICE, Set.of(Mark.of(Kind.SERVLET, "/a")), false, now);
        assertEquals(HOLD, replacement.verdict(Bundle.ACTIVE, () -> true, () -> false, false, now));
        replacement.vanished(now);
        assertEquals(HOLD, after(replacement, 200, Bundle.ACTIVE));
        replacement.otherBundle(now);
        assertEquals(HOLD, after(replacement, 249, Bundle.ACTIVE));
        assertEquals(GONE, after(replacement, 1, Bundle.ACTIVE));
    }

    private Replacement stoppedGuard(Cause cause) {
        Mark login = Mark.of(Kind.PREPROCESSOR, "login");
        Replacement replacement = new Replacement(settings, cause, Set.of(login), false, now);
        replacement.stopped(now);
        replacement.updated(now);
        return replacement;
    }

    private Verdict muchLater(Replacement guard, int state, boolean owesGuards) {
        now += Duration.ofMinutes(1).toNanos();
        return guard.verdict(state, () -> false, () -> owesGuards, false, now);
    }

    @Test
    void guardThatDoesNotRunIsLostAndNotGone() {
        assertEquals(LOST, muchLater(stoppedGuard(Cause.STOP), Bundle.RESOLVED, false));
        assertEquals(LOST, muchLater(stoppedGuard(Cause.UPDATE), Bundle.INSTALLED, false));
        assertEquals(LOST, muchLater(stoppedGuard(Cause.FRAMEWORK), Bundle.STARTING, false));
    }

    @Test
    void guardThatRunsIsLostIfItSaysThatItGuards() {
        assertEquals(LOST, muchLater(stoppedGuard(Cause.UPDATE), Bundle.ACTIVE, true));
        assertEquals(LOST, muchLater(stoppedGuard(Cause.SERVICE), Bundle.ACTIVE, true));
        assertEquals(GONE, muchLater(stoppedGuard(Cause.UPDATE), Bundle.ACTIVE, false));
    }

    @Test
    void lostGuardIsBackWhenItGuardsAgain() {
        Replacement guard = stoppedGuard(Cause.STOP);
        assertEquals(LOST, muchLater(guard, Bundle.RESOLVED, false));
        assertEquals(BACK, guard.verdict(Bundle.ACTIVE, () -> true, () -> false, false, now));
    }

    @Test
    void guardThatIsTakenOutIsGone() {
        assertEquals(GONE, muchLater(stoppedGuard(Cause.STOP), Bundle.UNINSTALLED, true));
        assertEquals(GONE, muchLater(stoppedGuard(Cause.SERVICE), Bundle.ACTIVE, false));
    }

    @Test
    void whileAReleaseIsBeingChangedNobodyIsGone() {
        Replacement replacement = stopped(Cause.STOP);
        now += Duration.ofSeconds(60).toNanos();
        assertEquals(HOLD, replacement.verdict(Bundle.RESOLVED, () -> false, () -> false, true, now));
    }
}
