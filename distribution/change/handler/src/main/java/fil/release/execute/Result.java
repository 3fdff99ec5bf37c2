package fil.release.execute;

import fil.release.handler.ChangeCourse;
import fil.release.handler.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * How the execution of a plan went.
 *
 * @param outcome how it ended
 * @param failure why it failed, in a sentence without an end, else empty
 * @param left what could not be undone, each in a sentence without an end
 * @param steps what was done and undone
 * @param cutOver how long it took until clients saw the new release; zero if they never did
 * @param stopped how long anything was stopped
 */
public record Result(
        Outcome outcome,
        String failure,
        List<String> left,
        List<ChangeCourse.Done> steps,
        Duration cutOver,
        Duration stopped) {
    public Result {
        left = List.copyOf(left);
        steps = List.copyOf(steps);
    }
}
