package fil.monitor;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Known;
import fil.monitor.Changes.Step;
import fil.release.handler.Answer;
import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the release handler answers, as the operator's page shows it. An answer that it failed is empty. */
final class ReleaseAnswers {
    private ReleaseAnswers() {}

    /**
     * The releases of the installation.
     *
     * @param current the one that runs
     * @param releases all of them
     * @param changedByHand in sentences, which bundles are not those of the release
     * @param lacking in sentences, which bundles of the release are missing or do not run
     */
    record Versions(Optional<String> current, List<Known> releases, List<String> changedByHand, List<String> lacking) {}

    static Versions versions(Answer answer) {
        return answer instanceof Answer.Versions it
                ? new Versions(
                        Optional.of(it.current()).filter(name -> !name.isEmpty()),
                        it.releases().stream()
                                .map(known -> new Known(known.name(), known.status()))
                                .toList(),
                        it.changedByHand(),
                        it.lacking())
                : new Versions(Optional.empty(), List.of(), List.of(), List.of());
    }

    /**
     * @param answer what is noted of the changes; one is noted as begun until it is over
     * @param started when this process started: what was begun before was interrupted, what was begun after is not over
     * @return the changes that are over
     */
    static List<Change> history(Answer answer, long started) {
        return answer instanceof Answer.History it
                ? it.changes().stream()
                        .filter(change -> change.byHand().isEmpty())
                        .filter(change -> change.outcome() != Outcome.BEGUN || began(change) < started)
                        .map(ReleaseAnswers::change)
                        .toList()
                : List.of();
    }

    private static long began(ChangeRecord change) {
        return change.began().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Change change(ChangeRecord change) {
        Outcome outcome = change.outcome() == Outcome.BEGUN ? Outcome.INTERRUPTED : change.outcome();
        return new Change(
                change.from(),
                change.to(),
                began(change),
                change.took().toMillis(),
                outcome.word(),
                reason(change),
                change.course().map(ChangeCourse::held).orElse(0L),
                change.course().stream()
                        .flatMap(course -> course.steps().stream())
                        .map(ReleaseAnswers::step)
                        .toList());
    }

    private static Step step(ChangeCourse.Done step) {
        return new Step(
                step.undone() ? "undo: " + step.what() : step.what(),
                step.at().toMillis(),
                step.took().toMillis(),
                step.undone() ? "failed" : "done");
    }

    private static Optional<String> reason(ChangeRecord change) {
        return Optional.of(change.failure().isEmpty() ? String.join("; ", change.problems()) : change.failure())
                .filter(text -> !text.isEmpty());
    }
}
