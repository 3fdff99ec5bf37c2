package fil.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the release handler tells of releases and of their changes. */
public interface Changes {

    /** @return the name of the release that runs, if one does */
    Optional<String> current();

    /** @return the releases of this installation */
    List<Known> releases();

    /** @return in words, which bundles that run are not those of the release */
    List<String> changedByHand();

    /** @return in words, which bundles of the release are not there, or do not run though nobody has stopped them for good */
    List<String> lacking();

    /** @return the change that runs, or has ended a moment ago */
    Optional<Change> running();

    /** @return the changes that are over, the newest first */
    List<Change> history();

    /**
     * A release of this installation.
     *
     * @param name {@code 1986.a}
     * @param status unpacked, current, permanent or old
     */
    record Known(String name, String status) {}

    /**
     * A change from one release to another.
     *
     * @param from the release that was left
     * @param to the release to come
     * @param began milliseconds since 1970
     * @param millis how long it took, or takes so far
     * @param outcome one word; {@value RunningChange#RUNS} while it runs
     * @param reason why it did not succeed, or nothing
     * @param held how many requests waited
     * @param steps in the order in which they were taken
     */
    record Change(
            String from,
            String to,
            long began,
            long millis,
            String outcome,
            Optional<String> reason,
            long held,
            List<Step> steps) {
        public Change {
            steps = List.copyOf(Step.completed(steps));
        }
    }

    /**
     * A step of a change.
     *
     * @param text what it does
     * @param after milliseconds after the change began
     * @param millis how long it took, or takes so far
     * @param outcome one word
     */
    record Step(String text, long after, long millis, String outcome) {

        /** @return the steps; one that is told only when it is over, as an undo is, began where the one before it ended */
        static List<Step> completed(List<Step> told) {
            List<Step> all = new ArrayList<>();
            long end = 0;
            for (Step step : told) {
                boolean untimed = step.millis() == 0 && step.after() > end;
                all.add(untimed ? new Step(step.text(), end, step.after() - end, step.outcome()) : step);
                end = Math.max(end, step.after() + step.millis());
            }
            return all;
        }
    }
}
