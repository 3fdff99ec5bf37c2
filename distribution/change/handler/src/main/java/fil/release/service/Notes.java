package fil.release.service;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.execute.Result;
import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.records.History;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes one change into the history: when it begins, and how it ended. */
final class Notes {
    private final ReleaseStore store;
    private final Supplier<Duration> since;
    private final Instant began = Instant.now();
    private final Path file;

    /** @param since how long the change runs by now */
    Notes(ReleaseStore store, Supplier<Duration> since) {
        this.store = store;
        this.since = since;
        this.file = new History(store.layout().releases()).place(began);
    }

    /** The change to a release that is believed. */
    record Subject(String from, String to, Belief belief, String who) {}

    void noteBegun(Subject subject) {
        note(subject, Outcome.BEGUN, "", Optional.empty());
    }

    /** It ended without telling what was done. */
    void note(Subject subject, Outcome outcome, String failure) {
        note(subject, outcome, failure, Optional.empty());
    }

    /**
     * @param differs what a start would make otherwise
     * @param idle what is new and does not serve
     */
    ChangeRecord note(Subject subject, Result result, long held, List<String> differs, List<String> idle) {
        ChangeCourse course = new ChangeCourse(
                result.cutOver(), result.stopped(), held, result.left(), differs, idle, result.steps());
        return note(subject, result.outcome(), result.failure(), Optional.of(course));
    }

    private ChangeRecord note(Subject subject, Outcome outcome, String failure, Optional<ChangeCourse> course) {
        Belief belief = subject.belief();
        return kept(new ChangeRecord(
                subject.from(),
                subject.to(),
                subject.who(),
                belief.why(),
                belief.waived(),
                Optional.of(began),
                since.get(),
                outcome,
                failure,
                List.of(),
                course));
    }

    void noteRefused(Subject subject, List<Problem> problems) {
        Belief belief = subject.belief();
        kept(refusal(subject.from(), subject.to(), belief.why(), belief.waived(), problems, subject.who()));
    }

    /** An archive was refused before anything in it was believed. */
    void noteRefused(String what, Problem why, String who) {
        String trust = why instanceof Problem.NotTrusted ? "refused" : "not an archive to be trusted";
        kept(refusal(store.status().current(), Release.printable(what), trust, List.of(), List.of(why), who));
    }

    private ChangeRecord refusal(
            String from, String to, String trust, List<String> waived, List<Problem> problems, String who) {
        return new ChangeRecord(
                from,
                to,
                who,
                trust,
                waived,
                Optional.of(began),
                since.get(),
                Outcome.REFUSED,
                "",
                problems.stream().map(Problem::sentence).toList(),
                Optional.empty());
    }

    private ChangeRecord kept(ChangeRecord change) {
        new History(store.layout().releases()).note(file, change);
        return change;
    }
}
