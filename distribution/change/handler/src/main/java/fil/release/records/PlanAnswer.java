package fil.release.records;

import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.PlanSummary;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import java.util.List;
import java.util.Locale;

/** A plan as it is told to those who know no steps. */
public final class PlanAnswer {
    private PlanAnswer() {}

    /**
     * @param plan a plan
     * @param nothing whether its release runs already
     * @param unserved what clients will not be served any more
     * @return it as an answer
     */
    public static Answer.Planned of(Plan plan, boolean nothing, List<String> unserved) {
        return new Answer.Planned(
                summary(plan), plan.steps().stream().map(PlanAnswer::action).toList(), nothing, unserved);
    }

    /**
     * @param plan a plan
     * @return it in numbers
     */
    public static PlanSummary summary(Plan plan) {
        return new PlanSummary(
                plan.from(),
                plan.to(),
                plan.of(Step.Update.class).size(),
                plan.of(Step.Install.class).size(),
                plan.of(Step.Remove.class).size(),
                plan.notice().name().toLowerCase(Locale.ROOT),
                plan.notice().words());
    }

    private static ChangeEvent.Action action(Step step) {
        return new ChangeEvent.Action(step.verb(), step.subject(), step.effect());
    }
}
