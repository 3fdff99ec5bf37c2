package fil.monitor;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Step;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Component;

/** Hears of the change of the release that runs, step by step, from the release handler. */
@Component(
        service = {RunningChange.class, ChangeListener.class},
        immediate = true)
public final class RunningChange implements ChangeListener {

    /** The outcome of a change that runs. */
    static final String RUNS = "running";

    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String ENDED = "ended";
    private static final long SHOWN = 12_000;

    private final LongSupplier clock;
    private final List<Step> steps = new ArrayList<>();
    private Optional<Step> next = Optional.empty();
    private boolean runs;
    private String from = "";
    private String to = "";
    private long began;
    private long ended = Long.MIN_VALUE / 2;

    /** For SCR. */
    public RunningChange() {
        this(System::currentTimeMillis);
    }

    /** @param clock milliseconds since 1970 */
    RunningChange(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void heard(ChangeEvent event) {
        if (event instanceof ChangeEvent.Begun it) {
            begin(it.from(), it.to());
        } else if (event instanceof ChangeEvent.Begins it) {
            next = Optional.of(new Step(text(it.action()), clock.getAsLong() - began, 0, RUNS));
        } else if (event instanceof ChangeEvent.Took it) {
            step(it.at(), it.took(), text(it.action()), DONE);
        } else if (event instanceof ChangeEvent.Failed it) {
            step(it.at(), Duration.ZERO, "failed: " + it.reason(), FAILED);
        } else if (event instanceof ChangeEvent.Undone it) {
            step(it.at(), Duration.ZERO, "undo: " + it.what(), FAILED);
        } else if (event instanceof ChangeEvent.Ended) {
            end();
        }
    }

    private static String text(ChangeEvent.Action action) {
        return action.verb() + " " + action.subject() + (action.detail().isEmpty() ? "" : ": " + action.detail());
    }

    private void begin(String left, String right) {
        steps.clear();
        next = Optional.empty();
        runs = true;
        from = left;
        to = right;
        began = clock.getAsLong();
    }

    private void end() {
        runs = false;
        next = Optional.empty();
        ended = clock.getAsLong();
    }

    private void step(Duration at, Duration took, String text, String outcome) {
        next = Optional.empty();
        // what came before its first step counts
        began = Math.min(began, clock.getAsLong() - at.toMillis());
        long millis = took.toMillis();
        steps.add(new Step(text, Math.max(0, at.toMillis() - millis), millis, outcome));
    }

    /** @return the change that runs, or has ended a moment ago, with its steps so far */
    synchronized Optional<Change> now() {
        long millis = (runs ? clock.getAsLong() : ended) - began;
        List<Step> all = new ArrayList<>(steps);
        next.filter(step -> runs)
                .map(step -> new Step(step.text(), step.after(), millis - step.after(), RUNS))
                .ifPresent(all::add);
        return runs || clock.getAsLong() - ended < SHOWN
                ? Optional.of(new Change(from, to, began, millis, runs ? RUNS : ENDED, Optional.empty(), 0, all))
                : Optional.empty();
    }
}
