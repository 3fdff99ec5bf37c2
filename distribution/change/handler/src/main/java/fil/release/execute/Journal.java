package fil.release.execute;

import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeListener;
import fil.release.handler.Outcome;
import fil.release.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes what an execution does and when, and tells it. */
final class Journal {
    private final ChangeListener listener;
    private final List<ChangeCourse.Done> steps = new ArrayList<>();
    private final long began;
    private Duration stepBegan = Duration.ZERO;
    private Duration firstStop = Duration.ZERO;
    private Duration lastStart = Duration.ZERO;
    private Duration cutOver = Duration.ZERO;

    /** @param began the nano time from which all is counted */
    Journal(ChangeListener listener, long began) {
        this.listener = listener;
        this.began = began;
    }

    void begin(Step step) {
        stepBegan = since();
        if (step instanceof Step.Stop && firstStop.isZero()) {
            firstStop = stepBegan;
        }
        listener.heard(new ChangeEvent.Begins(stepBegan, action(step)));
    }

    void end(Step step) {
        ChangeEvent.Took took = new ChangeEvent.Took(since(), action(step), since().minus(stepBegan));
        steps.add(new ChangeCourse.Done(step.verb() + " " + step.subject(), false, stepBegan, took.took()));
        if (step instanceof Step.Start) {
            lastStart = since();
        }
        if (step instanceof Step.CutOver it) {
            cutOver = since();
            listener.heard(new ChangeEvent.CutOver(cutOver, it.release()));
        }
        listener.heard(took);
    }

    private static Action action(Step step) {
        return new Action(step.verb(), step.subject(), step.effect());
    }

    void failed(String reason) {
        listener.heard(new ChangeEvent.Failed(since(), reason));
    }

    void undo(String what, String failure) {
        ChangeEvent.Undone undone = new ChangeEvent.Undone(since(), what, failure);
        steps.add(new ChangeCourse.Done(what, true, undone.at(), Duration.ZERO));
        lastStart = since();
        listener.heard(undone);
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
