package fil.release.execute;

import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.signals.SystemName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each kind of step does, and how it is undone. A step that may hang is called with a bound. */
final class StepActions {
    private final Platform platform;
    private final Plan plan;
    private final Jars jars;
    private final Ledger ledger;
    private final Duration most;
    private final UndoLog undo;
    /** Calls into bundles that did not end: to touch these again would hang as well, and so would a refresh of anything. */
    private final Map<String, Bounded> hanging = new TreeMap<>();

    private final Set<String> waitedFor = new TreeSet<>();

    private final Set<String> broughtIn = new TreeSet<>();

    private Deadline deadline;

    StepActions(Platform platform, Plan plan, Jars jars, Ledger ledger, Duration most, UndoLog undo) {
        this.platform = platform;
        this.plan = plan;
        this.jars = jars;
        this.ledger = ledger;
        this.most = most;
        this.undo = undo;
    }

    void take(Step step, Deadline until) throws Failure {
        deadline = until;
        if (step instanceof Step.Install it) {
            install(it);
        } else if (step instanceof Step.Hold) {
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
            forward("the refresh", "", () -> platform.refresh(it.changed()));
        } else if (step instanceof Step.Start it) {
            start(it);
        } else if (step instanceof Step.Order it) {
            undo.register("start order as before", () -> back("the start order", () -> platform.order(it.before())));
            forward("the start order", "", () -> platform.order(it.after()));
        } else if (step instanceof Step.CutOver it) {
            undo.register("hold " + it.release(), () -> platform.hold(plan.to(), plan.from()));
            forward("the cut-over", "", platform::release);
        } else if (step instanceof Step.Commit it) {
            forward("the commit of " + it.release(), "", ledger::commit);
        }
    }

    private void install(Step.Install it) throws Failure {
        String name = it.name();
        undo.register("take " + name + " out", () -> takeOut(name, it.version().toString()));
        broughtIn.add(name);
        forward(
                "install " + name + " " + it.version(),
                name,
                () -> platform.install(name, jars.after().get(name), it.startOrder()));
    }

    private void takeOut(String name, String version) throws Failure {
        if (!broughtIn.remove(name)) {
            return;
        }
        if (isStuck(name)) {
            replaceBeside(name, version);
        }
        back("uninstall " + name, () -> platform.uninstall(name));
    }

    private void hold() throws Failure {
        undo.register("let clients see " + plan.from(), () -> back("the cut-over back", platform::release));
        forward("the hold", "", () -> platform.hold(plan.from(), plan.to()));
    }

    private void stop(Step.Stop it) throws Failure {
        if (platform.isActive(it.name())) {
            undo.register("start " + it.name(), () -> startAgain(it.name()));
            forward("stop " + it.name() + " " + it.version(), it.name(), () -> platform.stop(it.name()));
        }
    }

    private void startAgain(String name) throws Failure {
        if (platform.isActive(name)) {
            return;
        }
        if (isStuck(name)) {
            replaceBeside(name, platform.version(name).toString());
        }
        back("start " + name, () -> platform.start(name));
    }

    private void saveState(Step.SaveState it) throws Failure {
        undo.register("wire as before", this::refreshBack);
        undo.register("put the state back", () -> back("the state", ledger::restoreState));
        forward("the copy of the state", "", () -> ledger.saveState(it.names()));
    }

    /** What was brought in goes first: nobody is to be wired to it again. Who hung on what changed may hang on others by now. */
    private void refreshBack() throws Failure {
        if (!plan.of(Step.Refresh.class).isEmpty() && hanging.keySet().stream().noneMatch(this::isStuck)) {
            for (Step.Install it : plan.of(Step.Install.class)) {
                takeOut(it.name(), it.version().toString());
            }
            Step.Refresh refresh = plan.of(Step.Refresh.class).get(0);
            Set<String> names = new TreeSet<>(refresh.changed());
            names.addAll(refresh.dependents());
            back("the refresh back", () -> platform.refresh(names));
        }
    }

    private void remove(Step.Remove it) throws Failure {
        String name = it.name();
        undo.register(
                "bring " + name + " back",
                jars.before().get(name).length,
                () -> back(
                        "install " + name,
                        () -> platform.install(name, jars.before().get(name), it.startOrder())));
        forward("uninstall " + name + " " + it.version(), name, () -> platform.uninstall(name));
    }

    private void update(Step.Update it) throws Failure {
        String name = it.name();
        undo.register("put " + name + " " + it.from() + " back", jars.before().get(name).length, () -> updateBack(it));
        forward(
                "update " + name + " to " + it.to(),
                name,
                () -> platform.update(name, jars.after().get(name), it.startOrder()));
    }

    private void updateBack(Step.Update it) throws Failure {
        if (isStuck(it.name())) {
            replaceBeside(it.name(), it.to().toString());
        }
        try {
            back(
                    "update " + it.name() + " back",
                    () -> platform.update(it.name(), jars.before().get(it.name()), it.startOrderBefore()));
        } catch (Failure failure) {
            // what could not be updated there cannot be updated back, and need not
            if (failure.hanging().isPresent()
                    || !platform.isOf(it.name(), jars.before().get(it.name()))) {
                throw failure;
            }
        }
    }

    /** Always throws: what hangs is left. */
    private void replaceBeside(String name, String version) throws Failure {
        String hangs = name + " " + version + " hangs and cannot be removed";
        byte[] jar = jars.before().get(name);
        if (jar == null) {
            throw new Failure(hangs + "; restart the process: " + SystemName.PROGRAM + " restart");
        }
        back("install " + name + " beside", () -> platform.replaceBeside(name, jar));
        throw new Failure(hangs + "; the old version was started beside it; restart the process to be rid of it: "
                + SystemName.PROGRAM + " restart");
    }

    private void configure(Step.Configure it) throws Failure {
        forward("configure " + it.pid(), "", () -> {
            Platform.Undo before = platform.configure(it.pid(), it.before(), it.after());
            undo.register("configure " + it.pid() + " as before", () -> back("configure " + it.pid(), before));
        });
    }

    private void start(Step.Start it) throws Failure {
        undo.register("stop " + it.name() + " " + it.version(), () -> stopAgain(it.name()));
        forward("start " + it.name() + " " + it.version(), it.name(), () -> platform.start(it.name()));
    }

    private void stopAgain(String name) throws Failure {
        if (isStuck(name)) {
            return;
        }
        try {
            back("stop " + name, () -> platform.stop(name));
        } catch (Failure failure) {
            failure.hanging().ifPresent(one -> hanging.put(name, one));
            // whatever it threw: a bundle that has stopped has stopped
            if (failure.hanging().isPresent() || platform.isActive(name)) {
                throw failure;
            }
        }
    }

    /** What had not ended in time may only have been slow, on a machine that was busy. */
    private boolean isStuck(String name) {
        return hanging.containsKey(name) && !hanging.get(name).await(waitedFor.add(name) ? most.toMillis() / 2 : 0);
    }

    private void forward(String what, String name, Platform.Undo call) throws Failure {
        try {
            Bounded.call(what, deadline.ofStep().left(), call);
        } catch (Failure failure) {
            failure.hanging().ifPresent(one -> hanging.put(name, one));
            throw failure;
        }
    }

    private void back(String what, Platform.Undo call) throws Failure {
        Bounded.call(what, most, call);
    }
}
