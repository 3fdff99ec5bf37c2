package fil.fsm.machine;

import fil.colour.Phase;
import fil.colour.Reading;
import fil.handover.Handed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the machine stands: a place in the palette and the instant until which it stays there. A value; every change
 * gives a new one. The place outlives the palette: a colour that the next release does not know any more becomes the
 * one in the same place.
 *
 * @param palette the colours to walk through
 * @param place the index of the current colour
 * @param until when it moves on
 */
record Position(List<String> palette, int place, Instant until) {

    static Position first(Palette palette, Duration cycle, Instant now) {
        return new Position(palette.colours(), 0, now.plus(cycle));
    }

    /**
     * The position that another version, or an earlier run, handed over. Time has passed meanwhile: if the process ran
     * on, the moves that fell due are made up for; if it was dead, the colour that was there goes on.
     */
    static Position takenOver(Palette palette, Handed handed, Duration cycle, Instant now) {
        List<String> colours = palette.colours();
        int known = colours.indexOf(handed.text("colour"));
        int place = known >= 0 ? known : Math.floorMod((int) handed.number("place"), colours.size());
        Instant until = handed.instant("until");
        if (until.isAfter(now.plus(cycle))) {
            until = now.plus(cycle);
        }
        if (until.isAfter(now)) {
            return new Position(colours, place, until);
        }
        if (!handed.uninterrupted()) {
            return new Position(colours, place, now.plus(cycle));
        }
        int moves = (int) (Duration.between(until, now).dividedBy(cycle) % colours.size()) + 1;
        Instant next = now.plus(cycle).minusNanos(Duration.between(until, now).toNanos() % cycle.toNanos());
        return new Position(colours, (place + moves) % colours.size(), next);
    }

    String colour() {
        return palette.get(place);
    }

    /**
     * The next position, in step with this one. A clock that was set, or a machine that slept for more than a cycle,
     * does not make it hurry or linger: then the next colour starts its full time now.
     */
    Position next(Duration cycle, Instant now) {
        Instant inStep = until.plus(cycle);
        boolean clockJumped = !inStep.isAfter(now)
                || inStep.isAfter(now.plus(cycle.multipliedBy(3).dividedBy(2)));
        return new Position(palette, (place + 1) % palette.size(), clockJumped ? now.plus(cycle) : inStep);
    }

    /** The same colour with another cycle: what has passed of its time counts. */
    Position paced(Duration before, Duration after, Instant now) {
        Instant due = until.minus(before).plus(after);
        return new Position(palette, place, due.isBefore(now) ? now : due);
    }

    Reading reading(Duration cycle) {
        List<Phase> course = IntStream.rangeClosed(1, palette.size())
                .mapToObj(step -> new Phase(palette.get((place + step) % palette.size()), cycle))
                .toList();
        return new Reading(colour(), until, course);
    }

    Map<String, Object> state() {
        return Map.of("colour", colour(), "place", place, "until", until);
    }
}
