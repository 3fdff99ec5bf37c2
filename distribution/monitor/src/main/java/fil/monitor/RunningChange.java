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
 * {@code step} with {@code sinceMs} and {@code line}, and {@code end}.
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
            case "step" -> step(((Number) event.get("sinceMs")).longValue(), String.valueOf(event.get("line")));
            default -> end();
        }
    }

    private void begin(String left, String right) {
        steps.clear();
        runs = true;
        from = left;
        to = right;
        began = clock.getAsLong();
    }

    private void end() {
        runs = false;
        ended = clock.getAsLong();
    }

    private void step(long since, String line) {
        Matcher timed = TOOK.matcher(line.strip());
        boolean isTimed = timed.matches();
        long millis = isTimed ? Long.parseLong(timed.group(2)) : 0;
        String text = (isTimed ? timed.group(1) : line.strip()).replaceAll("\\s{2,}", " ");
        steps.add(new Step(
                text, Math.max(0, since - millis), millis, text.matches("(undo|failed):.*") ? "failed" : "done"));
    }

    /** @return the change that runs, or has ended a moment ago, with its steps so far */
    synchronized Optional<Change> now() {
        long now = runs ? clock.getAsLong() : ended;
        return runs || clock.getAsLong() - ended < SHOWN
                ? Optional.of(new Change(from, to, began, now - began, runs ? RUNS : ENDED, Optional.empty(), 0, steps))
                : Optional.empty();
    }
}
