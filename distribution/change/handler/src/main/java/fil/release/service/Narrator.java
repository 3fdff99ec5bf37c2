package fil.release.service;

import fil.release.execute.Progress;
import fil.release.handler.Spectator;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a change goes on to the one who wants it and to all who watch. Time counts from when it was asked for. */
final class Narrator implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Narrator.class);
    private final Spectator spectator;
    private final Audience audience;
    private final long began = System.nanoTime();

    Narrator(Spectator spectator, Audience audience) {
        this.spectator = spectator;
        this.audience = audience;
    }

    /** The nano time when the change was asked for. */
    long began() {
        return began;
    }

    /** Does what comes before the steps of a plan, and says so in the same form. */
    <T> T phase(String verb, String subject, Supplier<T> work, Function<T, String> words) {
        Duration begins = since();
        begins(begins, String.format("%-9s  %s", verb, subject));
        T result = work.get();
        tell(String.format(
                "%-9s  %s (%d ms)",
                verb, words.apply(result), since().minus(begins).toMillis()));
        return result;
    }

    void tell(String line) {
        tell(since(), line);
    }

    /** What goes on within something that has begun. */
    void goesOn(String line) {
        begins(since(), line);
    }

    @Override
    public void tell(Duration since, String line) {
        audience.step(since.toMillis(), line);
        hear(() -> spectator.took(line(since, line)));
    }

    @Override
    public void begins(Duration since, String line) {
        audience.next(line);
        hear(() -> spectator.begins(line(since, line)));
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String line(Duration since, String line) {
        return String.format("%7.3f s  %s", since.toNanos() / 1e9, line);
    }

    private static void hear(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            LOG.debug("the caller no longer listens", e);
        }
    }
}
