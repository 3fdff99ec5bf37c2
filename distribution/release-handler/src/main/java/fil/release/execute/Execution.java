package fil.release.execute;

import fil.release.plan.Plan;
import fil.release.plan.Step;
import java.time.Duration;
import java.util.List;
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

    private final Platform platform;
    private final Plan plan;
    private final Jars jars;
    private final Ledger ledger;
    private final Ballast ballast;
    private final Duration most;
    private final Journal journal;
    private final UndoLog undo = new UndoLog();
    private final Set<String> touched;
    private Deadline deadline;

    /**
     * @param platform the framework
     * @param plan what to do
     * @param jars the code to do it with, and to undo it with
     * @param ledger where it is written down
     * @param ballast a file that takes up the room which the undo needs
     * @param most how long it may take from the first stop until all is well
     * @param progress hears what happens
     */
    public Execution(
            Platform platform,
            Plan plan,
            Jars jars,
            Ledger ledger,
            java.nio.file.Path ballast,
            Duration most,
            Progress progress) {
        this.platform = platform;
        this.plan = plan;
        this.jars = jars;
        this.ledger = ledger;
        this.ballast = new Ballast(ballast);
        this.most = most;
        this.journal = new Journal(progress);
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
            ballast.drop();
            return journal.result(Outcome.DONE, "", List.of());
        } catch (Failure | RuntimeException | LinkageError e) {
            return undone(Failure.words(e));
        }
    }

    private void begin() throws Failure {
        ballast.take(jars.bytes() + (1 << 20));
        platform.noteHealth();
        deadline = Deadline.in(most);
        undo.register("write down that the change was undone", ledger::undone);
        bounded("the note that the change begins", ledger::begin);
    }

    private void take(Step step) throws Failure {
        journal.begin(step);
        try {
            new StepActions().take(step);
        } finally {
            journal.end(step);
        }
    }

    private Result undone(String failure) {
        journal.tell("failed: " + failure);
        ballast.drop();
        List<String> left = undo.undo(journal::undo);
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

    private void bounded(String what, Platform.Undo call) throws Failure {
        Bounded.call(what, deadline.left(), call);
    }

    private void undoBounded(String what, Platform.Undo call) throws Failure {
        Bounded.call(what, most, call);
    }

    private void await(String when) throws Failure {
        Health health = platform.health(touched);
        while (!health.isGreen()) {
            if (!health.failed().isEmpty()) {
                throw new Failure(String.join("; ", health.failed()));
            }
            if (deadline.isOver()) {
                throw new Failure("not well " + when + ", " + most.toMillis() + " ms after the change began: "
                        + String.join("; ", health.pending()));
            }
            pause();
            health = platform.health(touched);
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

    /** What each kind of step does, and how it is undone. */
    private final class StepActions {
        void take(Step step) throws Failure {
            if (step instanceof Step.Install it) {
                install(it);
            } else if (step instanceof Step.Hold it) {
                hold();
            } else if (step instanceof Step.Stop it) {
                stop(it);
            } else if (step instanceof Step.SaveState it) {
                saveState(it);
            } else if (step instanceof Step.Remove it) {
                remove(it);
            } else if (step instanceof Step.Update it) {
                update(it);
            } else {
                takeLater(step);
            }
        }

        private void takeLater(Step step) throws Failure {
            if (step instanceof Step.Configure it) {
                configure(it);
            } else if (step instanceof Step.Refresh it) {
                bounded("the refresh", () -> platform.refresh(it.changed()));
            } else if (step instanceof Step.Start it) {
                start(it);
            } else if (step instanceof Step.Health it) {
                await(it.when());
            } else if (step instanceof Step.CutOver it) {
                cutOver(it);
            } else if (step instanceof Step.Commit it) {
                bounded("the commit of " + it.release(), ledger::commit);
            }
        }

        private void install(Step.Install it) throws Failure {
            undo.register(
                    "take " + it.name() + " out",
                    () -> undoBounded("uninstall " + it.name(), () -> platform.uninstall(it.name())));
            bounded(
                    "install " + it.name() + " " + it.version(),
                    () -> platform.install(it.name(), jars.after().get(it.name()), it.startOrder()));
        }

        private void hold() throws Failure {
            undo.register("let clients see " + plan.from(), () -> undoBounded("the cut-over back", platform::release));
            bounded("the hold", () -> platform.hold(plan.from(), plan.to()));
        }

        private void stop(Step.Stop it) throws Failure {
            if (platform.isActive(it.name())) {
                undo.register(
                        "start " + it.name(), () -> undoBounded("start " + it.name(), () -> startAgain(it.name())));
                bounded("stop " + it.name() + " " + it.version(), () -> platform.stop(it.name()));
            }
        }

        private void startAgain(String name) throws Exception {
            if (!platform.isActive(name)) {
                platform.start(name);
            }
        }

        private void saveState(Step.SaveState it) throws Failure {
            undo.register("wire as before", this::refreshBack);
            undo.register("put the state back", () -> undoBounded("the state", ledger::restoreState));
            bounded("the copy of the state", () -> ledger.saveState(it.names()));
        }

        private void refreshBack() throws Failure {
            if (!plan.of(Step.Refresh.class).isEmpty()) {
                undoBounded(
                        "the refresh back",
                        () -> platform.refresh(
                                plan.of(Step.Refresh.class).get(0).changed()));
            }
        }

        private void remove(Step.Remove it) throws Failure {
            undo.register(
                    "bring " + it.name() + " back",
                    () -> undoBounded(
                            "install " + it.name(),
                            () -> platform.install(it.name(), jars.before().get(it.name()), 1)));
            bounded("uninstall " + it.name() + " " + it.version(), () -> platform.uninstall(it.name()));
        }

        private void update(Step.Update it) throws Failure {
            undo.register("put " + it.name() + " " + it.from() + " back", () -> updateBack(it));
            bounded(
                    "update " + it.name() + " to " + it.to(),
                    () -> platform.update(it.name(), jars.after().get(it.name()), it.startOrder()));
        }

        private void updateBack(Step.Update it) throws Failure {
            byte[] jar = jars.before().get(it.name());
            try {
                undoBounded("update " + it.name() + " back", () -> platform.update(it.name(), jar, it.startOrder()));
            } catch (Failure stuck) {
                if (!stuck.isHanging()) {
                    throw stuck;
                }
                undoBounded("install " + it.name() + " beside", () -> platform.replaceBeside(it.name(), jar));
                throw new Failure(it.name() + " " + it.to() + " hangs and cannot be removed; " + it.from()
                        + " was started beside it; restart the process to be rid of it: bin/fil restart");
            }
        }

        private void configure(Step.Configure it) throws Failure {
            bounded("configure " + it.pid(), () -> {
                Platform.Undo back = platform.configure(it.pid(), it.before(), it.after());
                undo.register("configure " + it.pid() + " as before", () -> undoBounded("configure " + it.pid(), back));
            });
        }

        private void start(Step.Start it) throws Failure {
            undo.register(
                    "stop " + it.name() + " " + it.version(),
                    () -> undoBounded("stop " + it.name(), () -> platform.stop(it.name())));
            bounded("start " + it.name() + " " + it.version(), () -> platform.start(it.name()));
        }

        private void cutOver(Step.CutOver it) throws Failure {
            undo.register("hold " + it.release(), () -> platform.hold(plan.to(), plan.from()));
            bounded("the cut-over", platform::release);
        }
    }
}
