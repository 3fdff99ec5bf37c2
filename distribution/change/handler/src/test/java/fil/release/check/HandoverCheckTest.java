package fil.release.check;

import static fil.release.plan.Assembly.inOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import fil.release.Problem;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandoverCheckTest {
    private static final Assembly FIRST = fsm("1", "1.0.0", ";from=\"[1.0,1.0]\"");
    private static final Assembly SECOND = fsm("2", "2.0.0", ";from=\"[1.0,2.0)\"");
    private static final Assembly THIRD = fsm("3", "3.0.0", ";from=\"[2.0,3.0)\"");
    private static final Assembly FOREVER = fsm("4", "4.0.0", ";from=\"[1.0,4.0)\";to=\"\"");
    private static final Assembly SILENT = inOrder("5", facts("fsm", "5.0.0"));

    @Test
    void upAndDownAreAllowedWhereTheyAreDeclared() {
        assertEquals(List.of(), problems(FIRST, SECOND));
        assertEquals(List.of(), problems(SECOND, FIRST), "down is up turned round");
    }

    @Test
    void aVersionThatDeclaresNothingLosesTheState() {
        assertEquals(1, problems(FIRST, SILENT).size());
        assertEquals(List.of(), problems(SILENT, FIRST), "who has no state loses none");
    }

    @Test
    void aGapIsRefusedAndTheWayRoundIsNamed() {
        String sentence = problems(FIRST, THIRD).get(0).sentence();
        assertTrue(sentence.contains("go by way of 2"), sentence);
        assertTrue(problems(THIRD, FIRST).get(0).sentence().contains("go by way of 2"));
    }

    @Test
    void aReleaseWithoutTheBundleIsNoWayRound() {
        Assembly without = inOrder("0", facts("other", "1.0.0"));
        String sentence = new HandoverCheck(FIRST, THIRD, () -> List.of(without))
                .problems(Set.of())
                .get(0)
                .sentence();
        assertTrue(!sentence.contains("go by way of"), sentence);
    }

    @Test
    void aChangeThatCannotBeTakenBackIsRefusedOnTheWayDown() {
        assertEquals(List.of(), problems(FIRST, FOREVER));
        assertEquals(1, problems(FOREVER, FIRST).size());
    }

    @Test
    void theOperatorMayGiveUpAStateByName() {
        assertEquals(List.of(), new HandoverCheck(FIRST, SILENT, List::of).problems(Set.of("fsm")));
        assertEquals(
                1,
                new HandoverCheck(FIRST, SILENT, List::of)
                        .problems(Set.of("other"))
                        .size());
    }

    private static List<Problem> problems(Assembly before, Assembly after) {
        return new HandoverCheck(before, after, () -> List.of(FIRST, SECOND, THIRD)).problems(Set.of());
    }

    private static Assembly fsm(String release, String version, String appup) {
        return inOrder(release, facts("fsm", version, "Provide-Capability", "fil.appup;fil.appup=\"fsm\"" + appup));
    }

    private static BundleFacts facts(String name, String version, String... headers) {
        return BundleFacts.of(name, TestRelease.headers(name, version, headers));
    }
}
