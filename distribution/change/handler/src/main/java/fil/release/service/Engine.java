package fil.release.service;

import fil.release.ReleaseException;
import fil.release.archive.RefusedException;
import fil.release.execute.Outcome;
import fil.release.handler.Answer;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one change run at a time, in a thread that belongs to no caller: a change goes on when its caller is gone. None while
 * somebody else has claimed the system, a takeover say.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private record Running(String what, String who, Instant since, long sinceNanos) {
        String sentence() {
            return what + " runs, wanted by " + who + ", since " + TIME.format(since) + " ("
                    + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos)
                    + " s); try again when it has ended";
        }
    }

    /** How long a change waits for one that is soon over. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final AtomicReference<Running> running = new AtomicReference<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(null, work, "fil release", 0, false));

    Engine(BundleContext context) {
        this.context = context;
    }

    /** What a change would be told now, if one runs. */
    Optional<Answer> refusal() {
        return Optional.ofNullable(running.get()).map(Engine::refused);
    }

    private static Answer refused(Running other) {
        return Answers.failed(Outcome.BUSY, "Refused: " + other.sentence() + ".");
    }

    Answer change(String what, String who, Supplier<Answer> change) {
        Running mine = new Running(what, who, Instant.now(), System.nanoTime());
        Running other = running.compareAndExchange(null, mine);
        if (other != null) {
            return refused(other);
        }
        ChangeClaim claim;
        try {
            claim = ChangeClaim.claim(context, new ChangeClaim.Purpose(what, who, false), PATIENCE, holder -> {});
        } catch (ChangeRefused e) {
            running.set(null);
            return Answers.failed(Outcome.BUSY, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.set(null);
            return Answers.failed(Outcome.FAILED, "Not waiting any longer; " + what + " was not begun.");
        }
        Future<Answer> answer;
        try {
            answer = thread.submit(() -> {
                try {
                    return guarded(change);
                } finally {
                    claim.end();
                    running.set(null);
                }
            });
        } catch (RuntimeException e) {
            claim.end();
            running.set(null);
            throw e;
        }
        return await(what, answer);
    }

    /** What runs at this moment, as a sentence. */
    List<String> running() {
        Running now = running.get();
        return now == null ? List.of() : List.of(now.sentence() + ".");
    }

    /** Answers what does not change the system; turns what is wrong into words as for a change. */
    static Answer guarded(Supplier<Answer> question) {
        try {
            return question.get();
        } catch (RefusedException e) {
            return Answers.refused("The archive", List.of(e.problem()));
        } catch (ReleaseException e) {
            return Answers.failed(Outcome.FAILED, "Failed: " + e.getMessage() + ".");
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("The release handler failed", e);
            return Answers.failed(Outcome.FAILED, "Failed: " + e + "; more is in log/.");
        }
    }

    private static Answer await(String what, Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.failed(
                    Outcome.FAILED, "Not waiting any longer; " + what + " goes on. bin/fil history says how it ends.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
