package fil.monitor;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * Hears of the change of the release that runs, step by step, from the release handler. Only JDK types pass between the
 * two: an event is a map with its kind under {@code event}: {@code begin} with {@code from} and {@code to},
 * {@code next} with {@code line} before a step, {@code step} with {@code sinceMs} and {@code line} after it, and {@code end}.
 */
@Component(
        service = {RunningChange.class, Consumer.class},
        immediate = true,
        property = "name=fil.release.progress")
public final class RunningChange implements Consumer<Map<String, Object>> {
    private static final Pattern TOOK = Pattern.compile("(.*?)\\s*\\(([0-9]{1,9}) ms\\)");

    /** The outcome of a change that runs. */
    static final String RUNS = "running";

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
    public synchronized void accept(Map<String, Object> event) {
        switch (String.valueOf(event.get("event"))) {
            case "begin" -> begin(String.valueOf(event.get("from")), String.valueOf(event.get("to")));
            case "next" -> next(String.valueOf(event.get("line")));
            case "step" -> step(((Number) event.get("sinceMs")).longValue(), String.valueOf(event.get("line")));
            default -> end();
        }
    }

    /** Without the spaces that make columns. */
    private static String shown(String line) {
        return line.strip().replaceAll("\\s{2,}", " ");
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

    private void next(String text) {
        next = Optional.of(new Step(shown(text), clock.getAsLong() - began, 0, RUNS));
    }

    private void step(long since, String line) {
        next = Optional.empty();
        // what came before its first step counts
        began = Math.min(began, clock.getAsLong() - since);
        Matcher timed = TOOK.matcher(line.strip());
        boolean isTimed = timed.matches();
        long millis = isTimed ? Long.parseLong(timed.group(2)) : 0;
        String text = shown(isTimed ? timed.group(1) : line);
        steps.add(new Step(
                text, Math.max(0, since - millis), millis, text.matches("(undo|failed):.*") ? "failed" : "done"));
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
