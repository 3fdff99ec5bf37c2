package fil.release.service;

import fil.health.RunningHealth;
import fil.release.Problem;
import fil.release.ReleaseStore;
import fil.release.handler.Answer;
import fil.release.handler.ChangeOptions;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.release.records.PlanAnswer;
import fil.release.trust.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;

/** What a change would be: the plan and the check, which change nothing. */
final class Preview {
    private final BundleContext context;
    private final ReleaseStore store;
    private final Sources sources;
    private final Manifests manifests;

    Preview(BundleContext context, ReleaseStore store, Sources sources, Manifests manifests) {
        this.context = context;
        this.store = store;
        this.sources = sources;
        this.manifests = manifests;
    }

    Answer plan(String what, ChangeOptions options) {
        try (Candidate candidate = sources.find(what, terms(options))) {
            Judgement judgement = judgement(candidate, true, options.loseState());
            Plan plan = judgement.plan();
            List<Problem> damage = judgement.damage();
            return damage.isEmpty()
                    ? PlanAnswer.of(plan, judgement.isNothing(), unserved(plan))
                    : refused(plan.to(), damage);
        }
    }

    Answer check(String what, ChangeOptions options) {
        try (Candidate candidate = sources.find(what, terms(options))) {
            Judgement judgement = judgement(candidate, true, options.loseState());
            String release = judgement.after().release();
            return judgement.problems().isEmpty()
                    ? new Answer.Fits(release, judgement.running().release())
                    : refused(release, judgement.problems());
        }
    }

    /** What clients will not be served any more, as its bundle is taken out. */
    private List<String> unserved(Plan plan) {
        Set<String> removed =
                plan.of(Step.Remove.class).stream().map(Step.Remove::name).collect(Collectors.toSet());
        return RunningHealth.askedOf(context, removed);
    }

    Judgement judgement(Candidate candidate, boolean lasting, List<String> loseState) {
        return Judgement.of(context, store, manifests, candidate, lasting, Set.copyOf(loseState));
    }

    static Terms terms(ChangeOptions options) {
        return new Terms(options.unsigned(), options.older(), false, false);
    }

    static Answer refused(String release, List<Problem> problems) {
        return new Answer.Refused(
                release, problems.stream().map(Problem::sentence).toList());
    }
}
