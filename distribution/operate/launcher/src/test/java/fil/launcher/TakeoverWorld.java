package fil.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the model test knows of the world at one moment: keeper, two processes, and what they have said that was not heard yet. */
final class TakeoverWorld {
    private static final Set<String> AT_REST = Set.of("alone", "left", "returned");

    /** phase: starts, waits, compares, enters of a new one; boots of one alone; serves, leaves. */
    private static final class Process {
        String phase;
        int cache;
        boolean well;
        boolean claims;
        boolean agreed;
        boolean ready;
        boolean changes;
        List<String> hears = new ArrayList<>();

        Process(String phase, int cache) {
            this.phase = phase;
            this.cache = cache;
        }

        Process copy() {
            Process it = new Process(phase, cache);
            it.well = well;
            it.claims = claims;
            it.agreed = agreed;
            it.ready = ready;
            it.changes = changes;
            it.hears = new ArrayList<>(hears);
            return it;
        }

        boolean accepts() {
            return phase.equals("serves");
        }

        @Override
        public String toString() {
            return phase
                    + cache
                    + (well ? "w" : "")
                    + (claims ? "c" : "")
                    + (agreed ? "a" : "")
                    + (ready ? "r" : "")
                    + (changes ? "x" : "")
                    + hears;
        }
    }

    private final TakeoverStates table;
    private int left;
    private String state = "down";
    private int cache;
    private boolean keeper;
    private Process old;
    private Process fresh;
    private List<String> heardByKeeper = new ArrayList<>();
    private boolean stopAsked;
    private boolean startAfterStop;
    private boolean takeoverAsked;
    private boolean pending;
    /** Whether somebody has ended a process, or none was started. */
    private boolean excused = true;

    private String broken;
    private List<String> way = new ArrayList<>();

    TakeoverWorld(TakeoverStates table, int left) {
        this.table = table;
        this.left = left;
    }

    private TakeoverWorld(TakeoverWorld other) {
        table = other.table;
        left = other.left;
        state = other.state;
        cache = other.cache;
        keeper = other.keeper;
        old = other.old == null ? null : other.old.copy();
        fresh = other.fresh == null ? null : other.fresh.copy();
        heardByKeeper = new ArrayList<>(other.heardByKeeper);
        stopAsked = other.stopAsked;
        startAfterStop = other.startAfterStop;
        takeoverAsked = other.takeoverAsked;
        pending = other.pending;
        excused = other.excused;
        broken = other.broken;
        way = new ArrayList<>(other.way);
    }

    int left() {
        return left;
    }

    String key() {
        return state + cache + keeper + old + "|" + fresh + heardByKeeper + stopAsked + startAfterStop + takeoverAsked
                + pending + excused + broken;
    }

    @Override
    public String toString() {
        return key() + " after " + way;
    }

    // ---- what must be so

    Optional<String> wrong() {
        boolean oldAccepts = old != null && old.accepts();
        boolean freshAccepts = fresh != null && fresh.accepts();
        if (broken != null) {
            return Optional.of(broken);
        }
        if (oldAccepts && freshAccepts) {
            return Optional.of("two processes accept");
        }
        if (freshAccepts && fresh.cache != cache
                || oldAccepts && AT_REST.contains(state) && keeper && old.cache != cache) {
            return Optional.of("a start would boot another cache than the one that serves");
        }
        if (old != null && old.changes && (keeper && fresh != null || old.claims)) {
            return Optional.of("a change runs while another process takes over");
        }
        return steps().isEmpty() ? wrongAtRest(oldAccepts || freshAccepts) : Optional.empty();
    }

    private Optional<String> wrongAtRest(boolean accepts) {
        boolean lives = old != null || fresh != null;
        if (!lives && !excused) {
            return Optional.of("nobody has ended a process, and none lives");
        }
        if (lives && !accepts) {
            return Optional.of("a process lives, and none accepts");
        }
        if (lives && (old != null ? old : fresh).cache != cache) {
            return Optional.of("a start would boot another cache than the one that served last");
        }
        if (keeper && !lives) {
            return Optional.of("the keeper lives and has no process");
        }
        if (fresh != null || keeper && !AT_REST.contains(state)) {
            return Optional.of("a takeover that nobody ends");
        }
        if (keeper && (stopAsked || takeoverAsked)) {
            return Optional.of("somebody waits who is never told");
        }
        if (old != null && (old.claims || !old.hears.isEmpty())) {
            return Optional.of("nobody may change anything any more");
        }
        return Optional.empty();
    }

    private void must(boolean so, String otherwise) {
        if (!so && broken == null) {
            broken = otherwise;
        }
    }

    // ---- what may come next

    List<TakeoverWorld> next() {
        List<TakeoverWorld> all = new ArrayList<>();
        steps().forEach(step -> all.add(with(step.name, step.doing, 0)));
        if (left > 0) {
            disturbances().forEach(step -> all.add(with(step.name.toUpperCase(java.util.Locale.ROOT), step.doing, 1)));
        }
        return all;
    }

    private record Step(String name, Consumer<TakeoverWorld> doing) {}

    private TakeoverWorld with(String name, Consumer<TakeoverWorld> doing, int costs) {
        TakeoverWorld next = new TakeoverWorld(this);
        next.left -= costs;
        next.way.add(name);
        doing.accept(next);
        return next;
    }

    private List<Step> disturbances() {
        List<Step> all = new ArrayList<>();
        all.add(new Step("start", TakeoverWorld::start));
        all.add(new Step("stop", TakeoverWorld::stop));
        all.add(new Step("restart", it -> {
            it.startAfterStop = true;
            it.stop();
        }));
        all.add(new Step("takeover", TakeoverWorld::takeover));
        all.add(new Step("upgrade", it -> {
            if (it.old != null && it.old.accepts() && !it.old.claims) {
                it.old.changes = true;
            }
        }));
        if (keeper) {
            all.add(new Step("keeper dies", TakeoverWorld::keeperDies));
            if (Set.of("prepared", "agreed").contains(state)) {
                all.add(new Step("new is late", it -> it.fire("new-late")));
            }
            if (state.equals("entered")) {
                all.add(new Step("old is late", it -> it.fire("old-late")));
            }
        }
        if (old != null) {
            all.add(new Step("old dies", it -> {
                it.excused = true;
                it.oldDies();
            }));
        }
        if (fresh != null) {
            all.add(new Step("new dies", it -> {
                it.excused = true;
                it.freshDies(false);
            }));
        }
        return all;
    }

    /** What goes on by itself. */
    private List<Step> steps() {
        List<Step> all = new ArrayList<>();
        if (keeper && !heardByKeeper.isEmpty()) {
            all.add(new Step("keeper hears", it -> it.keeperHears(it.heardByKeeper.remove(0))));
        }
        if (keeper
                && old == null
                && fresh == null
                && table.after(state, "ended").isPresent()) {
            all.add(new Step("keeper sees the last one end", it -> {
                it.fire(state.equals("stopping") ? "ended" : "gone");
                it.must(!it.keeper || it.old != null || it.fresh != null, "the keeper lives and has no process");
            }));
        }
        for (boolean isOld : new boolean[] {true, false}) {
            Process process = isOld ? old : fresh;
            if (process != null) {
                steps(all, isOld, process);
            }
        }
        if (startAfterStop && !keeper && old == null && fresh == null) {
            all.add(new Step("started again", it -> {
                it.startAfterStop = false;
                it.start();
            }));
        }
        return all;
    }

    private void steps(List<Step> all, boolean isOld, Process process) {
        String who = isOld ? "old" : "new";
        if (!process.hears.isEmpty()) {
            all.add(new Step(
                    who + " hears " + process.hears.get(0),
                    it -> it.hears(isOld, it.process(isOld).hears.remove(0), true)));
            if (Set.of("agree", "agreed").contains(process.hears.get(0))) {
                all.add(new Step(
                        who + " minds",
                        it -> it.hears(isOld, it.process(isOld).hears.remove(0), false)));
            }
        }
        switch (process.phase) {
            case "starts" -> {
                all.add(new Step(who + " ready", it -> {
                    it.process(isOld).phase = "waits";
                    it.tellKeeper(isOld, "ready");
                }));
                all.add(new Step(who + " fails", it -> it.freshFails()));
            }
            case "boots" -> {
                // the lock is the other's until it leaves
                if (isOld || old == null || old.phase.equals("leaves")) {
                    all.add(new Step(who + " serves", it -> {
                        it.process(isOld).phase = "serves";
                        it.process(isOld).well = true;
                        it.tellKeeper(isOld, "serves");
                    }));
                }
            }
            case "leaves" -> all.add(new Step(who + " has left", it -> it.oldDies()));
            default -> {
                if (process.changes) {
                    all.add(new Step("change ends", it -> it.process(isOld).changes = false));
                }
            }
        }
    }

    private Process process(boolean isOld) {
        return isOld ? old : fresh;
    }

    // ---- the verbs

    private void start() {
        if (keeper || old != null || fresh != null) {
            return;
        }
        keeper = true;
        excused = false;
        heardByKeeper.clear();
        String was = state;
        state = table.after(was, "keeper-died")
                .map(TakeoverStates.Transition::to)
                .orElse("?");
        must(!state.equals("?"), "the state " + was + " cannot be resolved");
        state = "down";
        fire("start");
    }

    private void stop() {
        excused = true;
        if (keeper) {
            stopAsked = true;
            fire("stop");
        } else if (old != null) {
            old = null;
            promoteOrphan();
        }
    }

    private void takeover() {
        if (keeper && AT_REST.contains(state) && old != null && old.accepts() && fresh == null && !pending) {
            takeoverAsked = true;
            pending = true;
            old.hears.add("claim");
        }
    }

    // ---- the deaths

    private void keeperDies() {
        keeper = false;
        stopAsked = false;
        takeoverAsked = false;
        pending = false;
        heardByKeeper.clear();
        for (Process it : new Process[] {old, fresh}) {
            if (it != null) {
                it.hears.add("dead");
            }
        }
    }

    private void oldDies() {
        old = null;
        forget(true);
        if (!keeper) {
            promoteOrphan();
            return;
        }
        pending = false;
        if (!AT_REST.contains(state) || fresh != null) {
            fire("old-died");
        }
    }

    private void freshDies(boolean quietly) {
        fresh = null;
        forget(false);
        if (keeper && !quietly) {
            fire("new-died");
        }
    }

    private void freshFails() {
        // heard before its death is, or never
        if (keeper) {
            keeperHears("new fails");
        }
        if (fresh != null) {
            freshDies(!keeper);
        }
    }

    /** Without a keeper, the new one is the one that is left. */
    private void promoteOrphan() {
        if (old == null && fresh != null) {
            old = fresh;
            fresh = null;
        }
    }

    // ---- the keeper

    private void keeperHears(String line) {
        String word = line.substring("old ".length());
        switch (word) {
            case "claimed" -> {
                if (pending) {
                    pending = false;
                    fire("claimed");
                }
            }
            case "busy" -> {
                pending = false;
                takeoverAsked = false;
                say(old, "free");
            }
            case "ready", "enter" -> {
                fresh.ready = true;
                fire(old == null ? word + "-alone" : word);
            }
            case "serves" -> answerTakeover();
            default -> fire(word);
        }
    }

    private void fire(String event) {
        Optional<TakeoverStates.Transition> row = table.after(state, event);
        if (row.isEmpty()) {
            return;
        }
        String next = row.get().to();
        String before = state;
        if (state.equals("agreed") && Set.of("entered", "left").contains(next)) {
            cache = 1 - cache;
        }
        state = next;
        row.get().actions().forEach(this::act);
        if (state.equals("returned") && !before.equals(state)) {
            must(old == null || old.accepts(), "it is said that the old one serves on, and it does not");
            must(fresh == null, "it is said that the new one has gone, and it has not");
            takeoverAsked = false;
        }
    }

    private void act(String action) {
        switch (action) {
            case "run" -> old = new Process("boots", cache);
            case "run-new" -> {
                must(fresh == null, "a third process");
                fresh = new Process("starts", 1 - cache);
                fresh.claims = true;
            }
            case "run-again" -> fresh = new Process("boots", cache);
            case "ask-old" -> say(old, "agree");
            case "tell-new" -> say(fresh, "agreed");
            case "close-old" -> say(old, "leave");
            case "open-new" -> say(fresh, "open");
            case "promote" -> {
                say(fresh, "left");
                must(old == null, "it is said that the old one has ended, and it has not");
                old = fresh;
                fresh = null;
                heardByKeeper.replaceAll(it -> it.replace("new ", "old "));
                if (old != null) {
                    old.well = true;
                }
                answerTakeover();
            }
            case "answer-new" -> {
                if (fresh != null && fresh.ready) {
                    fire("ready-alone");
                }
            }
            case "free-old" -> say(old, "free");
            case "end-new" -> {
                fresh = null;
                forget(false);
            }
            case "end-old" -> {
                if (old != null) {
                    old = null;
                    forget(true);
                    fire("old-died");
                }
            }
            case "kill-old" -> {
                if (old != null) {
                    oldDies();
                }
            }
            case "exit" -> {
                must(old == null && fresh == null, "it is said to have stopped, and has not");
                keeper = false;
                stopAsked = false;
                takeoverAsked = false;
                heardByKeeper.clear();
            }
            case "-" -> {
                // nothing
            }
            default -> must(false, "no action " + action);
        }
    }

    private void answerTakeover() {
        if (takeoverAsked
                && !pending
                && old != null
                && old.accepts()
                && fresh == null
                && Set.of("left", "alone").contains(state)) {
            takeoverAsked = false;
        }
    }

    private void tellKeeper(boolean isOld, String word) {
        heardByKeeper.add((isOld ? "old " : "new ") + word);
    }

    /** The last words of one that is no longer there. */
    private void forget(boolean isOld) {
        heardByKeeper.removeIf(it -> it.startsWith(isOld ? "old " : "new "));
    }

    private static void say(Process process, String word) {
        if (process != null) {
            process.hears.add(word);
        }
    }

    // ---- the processes

    private void hears(boolean isOld, String word, boolean willing) {
        Process it = process(isOld);
        switch (word) {
            case "claim" -> {
                it.claims = !it.changes;
                tellKeeper(isOld, it.claims ? "claimed" : "busy");
            }
            case "agree" -> {
                it.agreed = willing;
                tellKeeper(isOld, willing ? "agrees" : "refuses");
            }
            case "agreed" -> {
                if (willing) {
                    it.phase = "enters";
                    tellKeeper(isOld, "enter");
                } else {
                    freshFails();
                }
            }
            case "leave" -> {
                must(it.agreed, "one that has not agreed is told to leave");
                it.phase = "leaves";
                tellKeeper(isOld, "closed");
            }
            case "open" -> open(isOld, it);
            case "free", "left" -> {
                it.claims = false;
                it.agreed = false;
            }
            case "dead" -> keeperIsDead(isOld, it);
            default -> must(false, "no word " + word);
        }
    }

    private void open(boolean isOld, Process it) {
        if (Set.of("starts", "waits").contains(it.phase)) {
            must(false, "clients are let into a process that has not compared");
        }
        if (it.phase.equals("enters")) {
            it.phase = "serves";
            tellKeeper(isOld, "serves");
        }
    }

    /** By what the keeper has written down last. */
    private void keeperIsDead(boolean isOld, Process it) {
        boolean decided = table.after(state, "keeper-died")
                .filter(row -> row.to().equals("left"))
                .isPresent();
        if (it.phase.equals("serves") && it.agreed && decided) {
            it.phase = "leaves";
        } else if (it.phase.equals("enters") && decided) {
            it.phase = "boots"; // nobody says when the other one has closed: it waits for the lock
            it.claims = false;
        } else if (Set.of("starts", "waits", "enters").contains(it.phase)) {
            if (isOld) {
                old = null;
                promoteOrphan();
            } else {
                fresh = null;
            }
        } else {
            it.claims = false;
            it.agreed = false;
        }
    }
}
