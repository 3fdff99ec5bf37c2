package fil.release.service;

import fil.release.ReleaseException;
import fil.release.archive.RefusedException;
import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeListener;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each change under a claim of the whole system, in a thread that belongs to no caller: it goes on when its caller is gone. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** How long a change waits for one that is soon over. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(null, work, "fil release", 0, false));

    Engine(BundleContext context) {
        this.context = context;
    }

    /** What a change would be told now, if one runs that it would not wait for. */
    Optional<Answer> refusal() {
        return ChangeClaim.holder(context)
                .filter(holder -> !holder.purpose().brief())
                .map(Engine::busy);
    }

    private static Answer busy(ChangeClaim.Holder holder) {
        return new Answer.Busy(underWay(holder));
    }

    private static Answer.UnderWay underWay(ChangeClaim.Holder holder) {
        return new Answer.UnderWay(holder.purpose().what(), holder.purpose().who(), holder.since());
    }

    /** @param listener hears for whom the change has to wait */
    Answer change(String what, String who, ChangeListener listener, Supplier<Answer> change) {
        try {
            ChangeClaim claim = ChangeClaim.claim(
                    context,
                    new ChangeClaim.Purpose(what, who, false),
                    PATIENCE,
                    holder -> listener.heard(new ChangeEvent.Waits(Duration.ZERO, underWay(holder))));
            return await(what, submitted(claim, change));
        } catch (ChangeRefused e) {
            return busy(e.holder());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotAwaited(what, false);
        }
    }

    /** From here on the claim is the engine's thread's, which ends it when the change is over, whoever waits for that. */
    private Future<Answer> submitted(ChangeClaim claim, Supplier<Answer> change) {
        try {
            return thread.submit(() -> {
                try {
                    return guarded(change);
                } finally {
                    claim.end();
                }
            });
        } catch (RuntimeException e) {
            claim.end();
            throw e;
        }
    }

    /** What is changed at this moment, by whomever. */
    Optional<Answer.UnderWay> running() {
        return ChangeClaim.holder(context).map(Engine::underWay);
    }

    /** Answers what does not change the system; turns what is thrown into an answer, as for a change. */
    static Answer guarded(Supplier<Answer> question) {
        try {
            return question.get();
        } catch (RefusedException e) {
            return Preview.refused(e.subject(), List.of(e.problem()));
        } catch (ReleaseException e) {
            return new Answer.Failed(e.getMessage(), false);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("The release handler failed", e);
            return new Answer.Failed(e.toString(), true);
        }
    }

    private static Answer await(String what, Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotAwaited(what, true);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
