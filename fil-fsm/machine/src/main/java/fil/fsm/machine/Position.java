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
 * Where the machine stands: a place in the palette and when it leaves it, by the clock that nobody can set. A value; every
 * change gives a new one. The place outlives the palette: a colour that the next release does not know any more becomes
 * the one in the same place.
 *
 * @param palette the colours to walk through
 * @param place the index of the current colour
 * @param due when it moves on, as {@link Timer#nanos()}
 */
record Position(List<String> palette, int place, long due) {

    static Position first(Palette palette, Duration cycle, Timer timer) {
        return new Position(palette.colours(), 0, timer.nanos() + cycle.toNanos());
    }

    /**
     * The position that another version, or an earlier run, handed over. The moves that fell due while the system lived are
     * made up for, as clients may have seen them; while it was dead, the colour that was there stood still.
     */
    static Position takenOver(Palette palette, Handed handed, Duration cycle, Timer timer) {
        List<String> colours = palette.colours();
        int known = colours.indexOf(handed.text("colour"));
        int place = known >= 0 ? known : Math.floorMod((int) handed.number("place"), colours.size());
        long step = cycle.toNanos();
        long left = Math.min(left(handed, timer), step);
        long moves = left > 0 ? 0 : -left / step + 1;
        long leftThere = left + moves * step;
        if (!handed.uninterrupted()) {
            // across runs there is no other clock than the one on the wall
            long until = Duration.between(timer.now(), handed.instant("until")).toNanos() + moves * step;
            leftThere = until > 0 ? Math.min(until, step) : step;
        }
        return new Position(colours, (int) ((place + moves) % colours.size()), timer.nanos() + leftThere);
    }

    /** What was left of the colour when the system had last lived: now, or before it was dead. */
    private static long left(Handed handed, Timer timer) {
        return handed.uninterrupted() && handed.values().get("due") instanceof Long due
                ? due - timer.nanos()
                : Duration.between(handed.at(), handed.instant("until"))
                        .minus(handed.lived())
                        .toNanos();
    }

    String colour() {
        return palette.get(place);
    }

    long left(Timer timer) {
        return Math.max(0, due - timer.nanos());
    }

    /**
     * The next position, in step with this one. A machine that slept for more than a cycle does not make up for it in a
     * hurry: then the next colour starts its full time now.
     */
    Position next(Duration cycle, Timer timer) {
        long now = timer.nanos();
        long inStep = due + cycle.toNanos();
        return new Position(palette, (place + 1) % palette.size(), inStep - now > 0 ? inStep : now + cycle.toNanos());
    }

    /** The same colour with another cycle: what has passed of its time counts. */
    Position paced(Duration before, Duration after, Timer timer) {
        long now = timer.nanos();
        return new Position(palette, place, Math.max(due - now - before.toNanos() + after.toNanos(), 0) + now);
    }

    /** What a reader is to know, dated by the wall clock of now. */
    Reading reading(Duration cycle, Timer timer) {
        List<Phase> course = IntStream.rangeClosed(1, palette.size())
                .mapToObj(step -> new Phase(palette.get((place + step) % palette.size()), cycle))
                .toList();
        return new Reading(colour(), until(timer), course);
    }

    Map<String, Object> state(Timer timer) {
        return Map.of("colour", colour(), "place", place, "until", until(timer), "due", due);
    }

    private Instant until(Timer timer) {
        return timer.now().plusNanos(due - timer.nanos());
    }
}
