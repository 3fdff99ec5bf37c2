package fil.release.execute;

import fil.release.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes what an execution does and when, and tells it on. */
final class Journal {
    private final Progress progress;
    private final List<StepRecord> steps = new ArrayList<>();
    private final long began;
    private long stepBegan;
    private Duration firstStop = Duration.ZERO;
    private Duration lastStart = Duration.ZERO;
    private Duration cutOver = Duration.ZERO;

    /** @param began the nano time from which all is counted */
    Journal(Progress progress, long began) {
        this.progress = progress;
        this.began = began;
    }

    void begin(Step step) {
        stepBegan = System.nanoTime();
        if (step instanceof Step.Stop && firstStop.isZero()) {
            firstStop = since();
        }
        progress.begins(since(), words(step));
    }

    void end(Step step) {
        Duration took = Duration.ofNanos(System.nanoTime() - stepBegan);
        steps.add(new StepRecord(step.verb() + " " + step.subject(), since().minus(took), took));
        if (step instanceof Step.Start) {
            lastStart = since();
        }
        if (step instanceof Step.CutOver) {
            cutOver = since();
        }
        tell(words(step) + " (" + took.toMillis() + " ms)");
    }

    private static String words(Step step) {
        return String.format("%-9s  %s: %s", step.verb(), step.subject(), step.effect());
    }

    void undo(String what, String why) {
        tell("undo: " + what + (why.isEmpty() ? "" : ": FAILED: " + why));
        steps.add(new StepRecord("undo: " + what, since(), Duration.ZERO));
        lastStart = since();
    }

    void tell(String line) {
        progress.tell(since(), line);
    }

    Result result(Outcome outcome, String failure, List<String> left) {
        Duration stopped = firstStop.isZero() ? Duration.ZERO : lastStart.minus(firstStop);
        return new Result(
                outcome,
                failure,
                left,
                steps,
                outcome == Outcome.DONE ? cutOver : Duration.ZERO,
                stopped.isNegative() ? Duration.ZERO : stopped);
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
