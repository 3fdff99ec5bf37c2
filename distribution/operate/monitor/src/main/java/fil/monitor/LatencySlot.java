package fil.monitor;

import java.util.List;

/**
 * The answers of one slot of time.
 *
 * @param at milliseconds since 1970 at which the slot began
 * @param answers how many
 * @param mean microseconds
 * @param max microseconds
 * @param failures answers of the class 5xx
 */
record LatencySlot(long at, int answers, long mean, long max, int failures) {

    /** @return the numbers in the order of the components, as they stand in JSON */
    List<Number> numbers() {
        return List.of(at, answers, mean, max, failures);
    }

    /** @return the latency whose {@link #numbers()} these are */
    static LatencySlot of(List<? extends Number> numbers) {
        return new LatencySlot(
                numbers.get(0).longValue(),
                numbers.get(1).intValue(),
                numbers.get(2).longValue(),
                numbers.get(3).longValue(),
                numbers.get(4).intValue());
    }
}
