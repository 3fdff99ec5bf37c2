package fil.release.service;

import fil.health.FirstLook;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.StateCopy;
import fil.release.execute.Execution;
import fil.release.execute.Result;
import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeListener;
import fil.release.handler.ChangeOptions;
import fil.release.handler.Outcome;
import fil.release.osgi.OsgiPlatform;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.release.records.PlanAnswer;
import fil.release.trust.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of the running release: judged, unpacked, executed, noted in the history. */
final class Change {
    private static final Logger LOG = LoggerFactory.getLogger(Change.class);
    private final BundleContext context;
    private final Bundle framework;
    private final HandlerSite site;
    private final ReleaseStore store;
    private final Manifests manifests;
    private final Listeners listeners;
    private final Notes notes;

    Change(BundleContext context, HandlerSite site, Manifests manifests, ChangeListener listener) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.site = site;
        this.store = site.store();
        this.manifests = manifests;
        this.listeners = new Listeners(context, listener);
        this.notes = new Notes(store, listeners::since);
    }

    /** Reads the release that is meant. */
    Candidate read(Sources sources, Fetched meant, Terms terms) {
        return listeners.phase(
                "read",
                Release.printable(meant.what()),
                () -> sources.find(meant, terms),
                candidate -> new Action(
                        "read", candidate.release().name(), candidate.belief().why()));
    }

    /** Judges the change that it would be. */
    Judgement check(Candidate candidate, Supplier<Judgement> judged) {
        String name = candidate.release().name();
        return listeners.phase("check", name, judged, judgement -> {
            int count = judgement.problems().size();
            return new Action(
                    "check", name, count == 0 ? "no problems" : count == 1 ? "1 problem" : count + " problems");
        });
    }

    Answer to(Candidate candidate, Judgement judgement, ChangeOptions options) {
        if (!judgement.problems().isEmpty()) {
            return refused(candidate, judgement.problems(), options.who());
        }
        Release release = candidate.release();
        Notes.Subject subject = subject(candidate, judgement.running().release(), options.who());
        listeners.phase(
                "unpack",
                release.name(),
                candidate::settle,
                copied -> new Action(
                        "unpack", release.name(), copied.isEmpty() ? "nothing new" : String.join(", ", copied)));
        listeners.heard(new ChangeEvent.Planned(listeners.since(), PlanAnswer.summary(judgement.plan())));
        listeners.heard(new ChangeEvent.Begun(listeners.since(), subject.from(), subject.to()));
        notes.noteBegun(subject);
        try {
            return executed(subject, judgement.plan(), release, options);
        } catch (RuntimeException e) {
            notes.note(subject, Outcome.FAILED, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            listeners.heard(new ChangeEvent.Ended(listeners.since()));
        }
    }

    private Answer executed(Notes.Subject subject, Plan plan, Release release, ChangeOptions options) {
        HeldRequests held = new HeldRequests(context);
        long heldBefore = held.count();
        Result result = execute(plan, release, options);
        if (result.outcome() == Outcome.NOT_UNDONE && isStopped()) {
            return interrupted(subject);
        }
        List<String> differing = result.outcome() == Outcome.DONE ? differing(release) : List.of();
        List<String> idle = result.outcome() == Outcome.DONE ? idle(plan) : List.of();
        Answer answer = new Answer.Executed(
                notes.note(subject, result, Math.max(0, held.count() - heldBefore), differing, idle));
        if (result.outcome() == Outcome.DONE) {
            subject.belief().installed();
        }
        log(subject.from(), subject.to(), result);
        return answer;
    }

    /** What is new and does not serve, as a start would say too: nobody was served by it before, so it is no failure. */
    private List<String> idle(Plan plan) {
        Set<String> fresh = Stream.concat(
                        plan.of(Step.Install.class).stream().map(Step.Install::name),
                        plan.of(Step.Update.class).stream().map(Step.Update::name))
                .collect(Collectors.toSet());
        List<String> idle = new FirstLook(context).idle(fresh);
        idle.forEach(it -> LOG.warn("Not all of release {} serves: {}", plan.to(), it));
        return idle;
    }

    /** What a start would make otherwise after all; nothing should be left of it. */
    private List<String> differing(Release release) {
        RunningSystem system = new RunningSystem(context, manifests);
        List<String> differing = new ArrayList<>();
        try {
            differing.addAll(system.differing(release));
            differing.addAll(system.differingWires(release));
        } catch (RuntimeException e) {
            LOG.warn("Release {} could not be compared with what a start would give", release.name(), e);
        }
        differing.forEach(it -> LOG.info("Release {} differs from what a start would give: {}", release.name(), it));
        return differing;
    }

    /** Whether the framework, and with it the undo, was stopped in the middle. */
    private boolean isStopped() {
        return framework.getState() != Bundle.ACTIVE;
    }

    private Answer interrupted(Notes.Subject subject) {
        String permanent = store.status().permanent();
        notes.note(
                subject,
                Outcome.INTERRUPTED,
                "it was stopped in the middle of it; the next start boots " + permanent + " afresh");
        return new Answer.Interrupted(subject.to(), permanent);
    }

    /** Notes that a release was refused. */
    Answer refused(Candidate candidate, List<Problem> problems, String who) {
        notes.noteRefused(subject(candidate, store.status().current(), who), problems);
        return Preview.refused(candidate.release().name(), problems);
    }

    /** Notes that an archive was refused before anything in it was believed. */
    void refused(String what, Problem why, String who) {
        notes.noteRefused(what, why, who);
    }

    private static Notes.Subject subject(Candidate candidate, String from, String who) {
        return new Notes.Subject(from, candidate.release().name(), candidate.belief(), who);
    }

    private Result execute(Plan plan, Release release, ChangeOptions options) {
        try (OsgiPlatform platform = new OsgiPlatform(context)) {
            FileLedger ledger = new FileLedger(
                    store, new StateCopy(store.layout().releases(), site.state()), release.name(), options.permanent());
            return new Execution(
                            platform,
                            plan,
                            new NewCode(store, platform).jars(plan, release),
                            ledger,
                            store.layout().ballast(),
                            site.deadline(),
                            listeners,
                            listeners.began())
                    .run();
        }
    }

    private static void log(String from, String to, Result result) {
        if (result.outcome() == Outcome.DONE) {
            LOG.info(
                    "Release {} replaced {}; cut-over after {} ms",
                    to,
                    from,
                    result.cutOver().toMillis());
        } else {
            LOG.error(
                    "Release {} failed and {}: {}; left: {}",
                    to,
                    result.outcome() == Outcome.UNDONE ? from + " runs again" : "is not fully undone",
                    result.failure(),
                    result.left());
        }
    }
}
