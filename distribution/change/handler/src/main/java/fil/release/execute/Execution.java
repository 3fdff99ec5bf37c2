package fil.release.execute;

import fil.health.Patience;
import fil.health.Verdict;
import fil.release.handler.ChangeListener;
import fil.release.handler.Outcome;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One execution of one plan: every step registers its undo and is then taken; at the first failure all is undone.
 * <pre>
 * begin -> steps ... -> health -> cut-over -> health -> commit     DONE
 *             any failure  -> undo, last step first                UNDONE, or NOT_UNDONE with what is left
 * </pre>
 */
public final class Execution {
    private static final long HEALTH_EVERY_MS = 10;
    /** What a deadline grows by with each step: a release of a hundred bundles is given more than one of two. */
    private static final Duration EACH_STEP = Duration.ofMillis(100);
    /** A look that begins before the deadline may end after it. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    private final Platform platform;
    private final Plan plan;
    private final Jars jars;
    private final Ledger ledger;
    private final Ballast ballast;
    private final Duration most;
    private final Journal journal;
    private final UndoLog undo;
    private final StepActions actions;
    private final Set<String> touched;
    private final Set<String> unconfigured;
    private Deadline deadline;
    private boolean begun;
    private boolean committed;

    /**
     * @param platform the framework
     * @param plan what to do
     * @param jars the code to do it with, and to undo it with
     * @param ledger where it is written down
     * @param ballast a file that takes up the room which the undo needs
     * @param most how long it may take from the first stop until all is well, besides what each step is given
     * @param listener hears what happens
     * @param began the nano time when the change was asked for; all times are counted from it
     */
    public Execution(
            Platform platform,
            Plan plan,
            Jars jars,
            Ledger ledger,
            java.nio.file.Path ballast,
            Duration most,
            ChangeListener listener,
            long began) {
        this.platform = platform;
        this.plan = plan;
        this.jars = jars;
        this.ledger = ledger;
        this.ballast = new Ballast(ballast);
        this.undo = new UndoLog(this.ballast);
        this.most = most.plus(EACH_STEP.multipliedBy(plan.steps().size()));
        this.journal = new Journal(listener, began);
        this.actions = new StepActions(platform, plan, jars, ledger, this.most, undo);
        this.unconfigured = plan.of(Step.Configure.class).stream()
                .filter(step -> step.after().isEmpty())
                .map(step -> step.pid().replaceFirst("~.*", ""))
                .collect(Collectors.toSet());
        this.touched = Stream.concat(
                        plan.of(Step.Stop.class).stream().map(Step.Stop::name),
                        plan.of(Step.Start.class).stream().map(Step.Start::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return how it went; whatever happens, this does not throw */
    public Result run() {
        try {
            begin();
            for (Step step : plan.steps()) {
                take(step);
            }
            return done();
        } catch (Failure | RuntimeException | LinkageError e) {
            // what fails after the commit, such as to tell of it, takes nothing back
            return committed ? done() : undone(Failure.words(e));
        }
    }

    private Result done() {
        ballast.drop();
        return journal.result(Outcome.DONE, "", List.of());
    }

    private void begin() throws Failure {
        ballast.take(jars.bytes());
        platform.letRequestsEnd();
        Bounded.call("the look at what is served", most, () -> platform.noteHealth(touched, unconfigured));
        deadline = Deadline.in(most);
        begun = true;
        Bounded.call("the note that the change begins", deadline.ofStep().left(), ledger::begin);
    }

    private void take(Step step) throws Failure {
        journal.begin(step);
        try {
            if (step instanceof Step.Health it) {
                await(it.when());
            } else {
                actions.take(step, deadline);
            }
            committed = step instanceof Step.Commit;
        } finally {
            journal.end(step);
        }
    }

    private Result undone(String failure) {
        journal.failed(failure);
        List<String> left = undo.undo(journal::undo);
        // with something left, the next start is to find a change that was interrupted, and boots the old release
        // afresh
        if (begun && left.isEmpty()) {
            undo.register("write down that the change was undone", ledger::undone);
            left.addAll(undo.undo(journal::undo));
        }
        ballast.drop();
        if (left.isEmpty()) {
            try {
                deadline = Deadline.in(most);
                await("after the undo");
            } catch (Failure e) {
                left.add(e.getMessage());
            }
        }
        return journal.result(left.isEmpty() ? Outcome.UNDONE : Outcome.NOT_UNDONE, failure, left);
    }

    /** In a thread of its own: to look is to call code that is new, and may hang. */
    private void await(String when) throws Failure {
        Deadline its = deadline.ofStep();
        Bounded.call("the look at the health " + when, its.left().plus(LAST_LOOK), () -> look(when, its));
    }

    private void look(String when, Deadline its) throws Failure {
        Patience patience = new Patience();
        while (true) {
            boolean over = its.isOver();
            Verdict verdict = platform.health();
            Optional<String> failure = patience.failure(verdict, over);
            if (failure.isPresent()) {
                throw new Failure(
                        over
                                ? "not well " + when + ", " + its.age().toMillis() + " ms after the change began: "
                                        + failure.get()
                                : failure.get());
            }
            if (verdict.isWell()) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(HEALTH_EVERY_MS);
        } catch (InterruptedException e) {
            // nobody interrupts the engine's own thread to end a change: go on to the deadline
            Thread.yield();
        }
    }
}
