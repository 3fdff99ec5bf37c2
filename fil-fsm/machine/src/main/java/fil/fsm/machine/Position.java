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
     * The position that another version, or an earlier run, handed over. Time has passed meanwhile: if the process ran
     * on, the moves that fell due are made up for; if it was dead, the colour that was there goes on.
     */
    static Position takenOver(Palette palette, Handed handed, Duration cycle, Timer timer) {
        List<String> colours = palette.colours();
        int known = colours.indexOf(handed.text("colour"));
        int place = known >= 0 ? known : Math.floorMod((int) handed.number("place"), colours.size());
        long step = cycle.toNanos();
        long left = Math.min(left(handed, timer), step);
        if (left > 0) {
            return new Position(colours, place, timer.nanos() + left);
        }
        if (!handed.uninterrupted()) {
            return new Position(colours, place, timer.nanos() + step);
        }
        int moves = (int) (-left / step % colours.size()) + 1;
        return new Position(colours, (place + moves) % colours.size(), timer.nanos() + step - -left % step);
    }

    /** Within one run the wall clock may have been set since; across runs there is no other. */
    private static long left(Handed handed, Timer timer) {
        Instant until = handed.instant("until");
        return handed.uninterrupted() && handed.values().get("due") instanceof Long due
                ? due - timer.nanos()
                : Duration.between(timer.now(), until).toNanos();
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
