package fil.release.plan;

import static fil.release.plan.Assembly.inOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final BundleFacts API = facts("api", "1.0.0", "Export-Package", "api;version=1.0.0");
    private static final BundleFacts API_2 = facts("api", "1.1.0", "Export-Package", "api;version=1.1.0");
    private static final BundleFacts FSM_A = facts("fsm", "1986.0.0.a", "Import-Package", "api");
    private static final BundleFacts FSM_B = facts("fsm", "1986.0.0.b", "Import-Package", "api");
    private static final BundleFacts WEB = facts(
            "web",
            "1.0.0",
            "Import-Package",
            "api",
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"jakarta.servlet.Servlet\"");
    private static final BundleFacts GATE =
            facts("gate", "1.0.0", "Provide-Capability", "fil.role;fil.role:List<String>=gate");
    private static final BundleFacts LOG = facts("log", "1.0.0");

    @Test
    void anUpdateStopsOnlyWhatChanges() {
        Plan plan = plan(inOrder("1", API, FSM_A, WEB, GATE), inOrder("2", API, FSM_B, WEB, GATE));
        assertEquals(
                List.of(
                        "hold 1",
                        "stop fsm",
                        "save state",
                        "update fsm",
                        "start fsm",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
        assertEquals(Notice.NOTHING, plan.notice());
    }

    @Test
    void downIsUpWithTheSidesSwapped() {
        Plan plan = plan(inOrder("2", API, FSM_B), inOrder("1", API, FSM_A));
        assertEquals(
                "1986.0.0.b becomes 1986.0.0.a",
                plan.of(Step.Update.class).get(0).effect());
    }

    @Test
    void aChangedExportTakesItsUsersAlongInOrderAndSaysWhatClientsNotice() {
        Plan plan = plan(inOrder("1", API, FSM_A, WEB, GATE), inOrder("2", API_2, FSM_B, WEB, GATE));
        assertEquals(
                List.of(
                        "hold 1",
                        "stop web",
                        "stop fsm",
                        "stop api",
                        "save state",
                        "update api",
                        "update fsm",
                        "refresh api, fsm",
                        "start api",
                        "start fsm",
                        "start web",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
        assertEquals(Set.of("web"), plan.of(Step.Refresh.class).get(0).dependents());
        assertEquals(
                List.of("-api 1.0.0", "+api 1.1.0"),
                plan.of(Step.Refresh.class).get(0).exports());
        assertEquals(Notice.WAIT, plan.notice());
    }

    @Test
    void withoutAGateClientsNoticeThatAServletIsReplaced() {
        assertEquals(
                Notice.MISSING,
                plan(inOrder("1", API, WEB), inOrder("2", API_2, WEB)).notice());
    }

    @Test
    void addedComesBeforeTheFirstStopAndRemovedGoesAfterTheLast() {
        Plan plan = plan(inOrder("1", API, FSM_A), inOrder("2", API, LOG));
        assertEquals(
                List.of(
                        "install log",
                        "hold 1",
                        "stop fsm",
                        "save state",
                        "remove fsm",
                        "refresh fsm",
                        "start log",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
    }

    /** The framework gives it a new number when an undo brings it back: a start begins it after the others, and so does the undo. */
    @Test
    void ofOneStartOrderWhatIsTakenOutStopsFirst() {
        Map<String, BundlePlacement> both = Map.of(
                "api", new BundlePlacement(API, 1, "", 1, true), "log", new BundlePlacement(LOG, 1, "", 2, true));
        Map<String, BundlePlacement> one = Map.of("log", new BundlePlacement(facts("log", "2.0.0"), 1, "", 2, true));
        Plan plan = plan(new Assembly("1", both, Map.of()), new Assembly("2", one, Map.of()));
        assertEquals(
                List.of("api", "log"),
                plan.of(Step.Stop.class).stream().map(Step.Stop::name).toList());
    }

    @Test
    void aFragmentIsNeitherStoppedNorStartedButTakesItsHostAlong() {
        Plan plan = plan(
                inOrder("1", API, facts("part", "1.0.0", "Fragment-Host", "api")),
                inOrder("2", API, facts("part", "1.1.0", "Fragment-Host", "api")));
        assertEquals(
                List.of(
                        "hold 1",
                        "stop api",
                        "save state",
                        "update part",
                        "refresh part",
                        "start api",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
    }

    @Test
    void aFragmentThatIsAddedIsAttachedAndAnOptionalImportThatCanBeMetIsMet() {
        BundleFacts careful = facts("careful", "1.0.0", "Import-Package", "extra;resolution:=optional");
        Plan plan = plan(
                inOrder("1", API, careful, LOG),
                inOrder(
                        "2",
                        API,
                        careful,
                        LOG,
                        facts("extra", "1.0.0", "Export-Package", "extra"),
                        facts("part", "1.0.0", "Fragment-Host", "api")));
        assertEquals(
                List.of(
                        "install extra",
                        "install part",
                        "hold 1",
                        "stop careful",
                        "stop api",
                        "save state",
                        "refresh api, careful",
                        "start api",
                        "start careful",
                        "start extra",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
    }

    @Test
    void otherCodeUnderTheSameVersionIsAnUpdate() {
        Assembly before = new Assembly("1", Map.of("log", new BundlePlacement(LOG, 1, "aa", 1, true)), Map.of());
        Assembly after = new Assembly("2", Map.of("log", new BundlePlacement(LOG, 1, "bb", 1, true)), Map.of());
        assertEquals(
                "other code under the same version 1.0.0",
                plan(before, after).of(Step.Update.class).get(0).effect());
        assertTrue(plan(before, before).isEmpty());
    }

    @Test
    void whatWasStoppedByHandIsNotStartedByAChangeOfOthers() {
        Assembly before = new Assembly(
                "1",
                Map.of(
                        "api",
                        new BundlePlacement(API, 1, "", 1, true),
                        "fsm",
                        new BundlePlacement(FSM_A, 2, "", 2, false)),
                Map.of());
        Assembly after = new Assembly(
                "2",
                Map.of(
                        "api",
                        new BundlePlacement(API_2, 1, "", 1, true),
                        "fsm",
                        new BundlePlacement(FSM_A, 2, "", 2, false)),
                Map.of());
        assertEquals(
                List.of("api"),
                plan(before, after).of(Step.Start.class).stream()
                        .map(Step.Start::name)
                        .toList());
    }

    @Test
    void onlyTheConfigurationThatChangesIsChanged() {
        Assembly before = new Assembly("1", Map.of(), Map.of("kept", Map.of("a", 1L), "pid", Map.of("a", 1L)));
        Assembly after = new Assembly("2", Map.of(), Map.of("kept", Map.of("a", 1L), "pid", Map.of("a", 2L)));
        assertEquals(
                List.of("pid"),
                plan(before, after).of(Step.Configure.class).stream()
                        .map(Step.Configure::pid)
                        .toList());
    }

    @Test
    void aReleaseThatDiffersOnlyInStartOrderMovesBundlesAndStopsNone() {
        Plan plan = plan(inOrder("1", API, LOG, FSM_A), inOrder("2", LOG, API, FSM_A));
        assertEquals(
                List.of(
                        "hold 1",
                        "order api, log",
                        "health before the cut-over",
                        "cut-over 2",
                        "health after the cut-over",
                        "commit 2"),
                words(plan));
        assertEquals(
                "start order 1 becomes 2, 2 becomes 1; nothing stops",
                plan.of(Step.Order.class).get(0).effect());
        assertFalse(plan.isEmpty());
    }

    @Test
    void aBundleThatIsAddedBeforeOthersMovesThoseThatStayAndUpdatesMoveByThemselves() {
        Plan plan = plan(inOrder("1", API, FSM_A, WEB), inOrder("2", API, LOG, FSM_B, WEB));
        assertEquals(List.of(new Step.Order(Map.of("web", 3), Map.of("web", 4))), plan.of(Step.Order.class));
        List<String> words = words(plan);
        assertTrue(words.indexOf("start fsm") < words.indexOf("order web"), words.toString());
    }

    @Test
    void aReleaseThatChangesNothingSaysSo() {
        assertTrue(plan(inOrder("1", API), inOrder("2", API)).isEmpty());
    }

    private static Plan plan(Assembly before, Assembly after) {
        return new Planner(before, after, Dependents.byManifest(before), Rewiring.byManifest(before)).plan(true);
    }

    private static List<String> words(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.verb() + " " + step.subject())
                .toList();
    }

    private static BundleFacts facts(String name, String version, String... headers) {
        return BundleFacts.of(name, TestRelease.headers(name, version, headers));
    }
}
