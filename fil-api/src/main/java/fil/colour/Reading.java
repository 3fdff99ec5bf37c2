package fil.colour;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a colour machine shows at one moment: a colour, the instant until which it holds, and the course it takes from
 * there. A reader may serve the colour without asking again until {@link #until()}. Immutable.
 *
 * @param colour the name of the colour as CSS knows it
 * @param until the first instant (UTC, of the machine's wall clock) at which the colour no longer holds
 * @param course the phases that follow, in order, repeating for ever; never empty
 */
public record Reading(String colour, Instant until, List<Phase> course) {
    public Reading {
        Objects.requireNonNull(colour, "colour");
        Objects.requireNonNull(until, "until");
        course = List.copyOf(course);
        if (course.isEmpty()) {
            throw new IllegalArgumentException("a reading needs the course that follows it");
        }
    }

    /**
     * The reading that holds at an instant if the machine keeps to its course: this one before {@link #until()},
     * else the one that the course leads to.
     *
     * @param now the instant asked for
     * @return the reading that holds then, never null
     */
    public Reading at(Instant now) {
        if (now.isBefore(until)) {
            return this;
        }
        Duration round = course.stream().map(Phase::lasts).reduce(Duration.ZERO, Duration::plus);
        Instant end = until.plus(round.multipliedBy(Duration.between(until, now).dividedBy(round)));
        int index = 0;
        while (!now.isBefore(end.plus(course.get(index).lasts()))) {
            end = end.plus(course.get(index).lasts());
            index++;
        }
        Phase phase = course.get(index);
        return new Reading(phase.colour(), end.plus(phase.lasts()), rotated(index + 1));
    }

    private List<Phase> rotated(int first) {
        int start = first % course.size();
        return Stream.concat(course.subList(start, course.size()).stream(), course.subList(0, start).stream())
                .toList();
    }
}
