package fil.gate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the requests under way end before what answers them goes. First with the door open, for those that are there already, so
 * that nobody waits for one that takes long; then with it closed, for the few that came meanwhile. Each is waited for `drain` at
 * most, however many bundles it keeps. What then still runs is closed without an answer, counted and named.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long STEP_NS = 500_000;
    private static final Duration HURRY = Duration.ofSeconds(5);
    private static final int NAMED = 20;

    private final Supplier<GateSettings> settings;
    private final FrameworkView surroundings;
    private final Statistics statistics;

    Drain(Supplier<GateSettings> settings, FrameworkView surroundings, Statistics statistics) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.statistics = statistics;
    }

    /** Until when is waited if that begins now: who takes a service away may hold locks. */
    long deadline(Cause cause) {
        return System.nanoTime()
                + patience(cause == Cause.SERVICE || surroundings.hurries()).toNanos();
    }

    private Duration patience(boolean hurries) {
        Duration drain = settings.get().drain();
        return hurries && drain.compareTo(HURRY) > 0 ? HURRY : drain;
    }

    /** For these, while others may come. */
    void begun(Stream<UnderWay> now, long until) {
        List<UnderWay> begun = now.toList();
        await(() -> begun.stream().filter(UnderWay::isIn), until);
    }

    /** Until none is left that is to be waited for. */
    void await(Supplier<Stream<UnderWay>> underWay, long until) {
        Duration most = settings.get().drain();
        long now = System.nanoTime();
        while (now - until < 0 && isAny(underWay.get(), most, now)) {
            LockSupport.parkNanos(STEP_NS);
            now = System.nanoTime();
        }
    }

    private static boolean isAny(Stream<UnderWay> underWay, Duration most, long now) {
        // all are asked, so that the time of each of them runs
        return underWay.filter(it -> it.isWaitedFor(most, now)).count() > 0;
    }

    /** @param why what goes, and now */
    void cut(Stream<UnderWay> underWay, Object why) {
        List<UnderWay> late = underWay.filter(UnderWay::isCut).toList();
        if (late.isEmpty()) {
            return;
        }
        LOG.warn(
                "{} goes, and {} requests that were still under way after {} ms (http.leave, or 5 s in a stop or a change of release)"
                        + " are closed without an answer: {}",
                why,
                late.size(),
                patience(surroundings.hurries()).toMillis(),
                late.stream().limit(NAMED).map(UnderWay::toString).collect(Collectors.joining(", ")));
        late.forEach(UnderWay::cut);
        statistics.cut(late.size());
    }
}
