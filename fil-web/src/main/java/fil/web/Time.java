package fil.web;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks: deadlines run on the monotonic one, so that setting the wall clock does them no harm.
 *
 * @param monotonic nanoseconds since some moment, as {@link System#nanoTime()}
 * @param wall the clock that providers speak of
 */
record Time(LongSupplier monotonic, InstantSource wall) {
    static Time ofSystem() {
        return new Time(System::nanoTime, InstantSource.system());
    }

    long now() {
        return monotonic.getAsLong();
    }
}
