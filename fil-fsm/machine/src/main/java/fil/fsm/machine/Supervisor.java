package fil.fsm.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a child that dies, one for one, as a supervisor of Erlang/OTP does; a child that dies more often than the
 * intensity within the period is given up.
 *
 * @param <C> the kind of child
 */
final class Supervisor<C extends Supervisor.Child> {
    /** What can be supervised. A child tells its supervisor of its death by the callback that it was made with. */
    interface Child {
        void start();

        void stop();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Function<Consumer<Throwable>, C> birth;
    private final int intensity;
    private final Duration period;
    private final Timer timer;
    private final Consumer<Throwable> givenUp;
    private final Deque<Instant> restarts = new ArrayDeque<>();
    private C child;
    private boolean stopped;

    Supervisor(
            Function<Consumer<Throwable>, C> birth,
            int intensity,
            Duration period,
            Timer timer,
            Consumer<Throwable> givenUp) {
        this.birth = birth;
        this.intensity = intensity;
        this.period = period;
        this.timer = timer;
        this.givenUp = givenUp;
    }

    /** Starts the first child; what its birth throws goes to the caller, as in OTP. */
    synchronized void start() {
        child = birth.apply(this::died);
        child.start();
    }

    synchronized void stop() {
        stopped = true;
        if (child != null) {
            child.stop();
        }
    }

    synchronized void tell(Consumer<? super C> message) {
        if (child != null) {
            message.accept(child);
        }
    }

    private synchronized void died(Throwable cause) {
        if (stopped) {
            return;
        }
        child = null;
        Instant now = timer.now();
        restarts.removeIf(restart -> restart.isBefore(now.minus(period)) || restart.isAfter(now));
        if (restarts.size() >= intensity) {
            LOG.error("Gave up after {} restarts within {} s", intensity, period.toSeconds(), cause);
            stopped = true;
            givenUp.accept(cause);
            return;
        }
        restarts.add(now);
        LOG.warn("Died; restart {} of at most {} within {} s", restarts.size(), intensity, period.toSeconds(), cause);
        timer.after(Duration.ZERO, this::restart);
    }

    private synchronized void restart() {
        if (stopped) {
            return;
        }
        try {
            start();
        } catch (RuntimeException | Error failure) {
            died(failure);
        }
    }
}
