package fil.release.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.PlanSummary;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class PlanAnswerTest {
    @Test
    void aPlanIsToldInNumbersAndSteps() {
        Step update = new Step.Update("fsm", new Version("1986.0.0.a"), new Version("1986.0.0.b"), 1, 1);
        Answer.Planned told = PlanAnswer.of(new Plan("1986.a", "1986.b", List.of(update)), false, List.of("/old"));
        assertEquals(new PlanSummary("1986.a", "1986.b", 1, 0, 0, "nothing", "clients notice nothing"), told.summary());
        assertEquals(List.of(new ChangeEvent.Action("update", "fsm", "1986.0.0.a becomes 1986.0.0.b")), told.steps());
    }
}
