package fil.gate;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that waits without a thread. */
final class AsyncHeld implements WaitingRequest, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncHeld.class);

    private final AsyncContext context;
    private final Owner owner;
    private final Statistics statistics;
    private final AtomicBoolean settled = new AtomicBoolean();

    private volatile Future<?> alarm = CompletableFuture.completedFuture(null);

    AsyncHeld(AsyncContext context, Statistics statistics, Owner owner) {
        this.context = context;
        this.statistics = statistics;
        this.owner = owner;
    }

    /** What ends the wait, and need not if something else does; it may have done so already. */
    void endsBy(Future<?> end) {
        alarm = end;
    }

    @Override
    public void release() {
        settle(() -> {
            Rounds.dispatched(context.getRequest());
            context.dispatch();
            statistics.sentOn();
        });
    }

    @Override
    public void giveBack() {
        answer(() -> NextServer.takes(
                (HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse()));
    }

    /** True if this was what ended the wait. */
    boolean expire() {
        return answer(() -> ServiceUnavailable.answer(
                (HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse()));
    }

    private interface Answer {
        void write() throws IOException;
    }

    private boolean answer(Answer answer) {
        return settle(() -> {
            try {
                answer.write();
            } catch (IOException e) {
                LOG.debug("The client left before it was told to try again", e);
            }
            context.complete();
        });
    }

    private boolean settle(Runnable end) {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        statistics.left(false);
        alarm.cancel(false);
        owner.forget(this);
        try {
            end.run();
        } catch (IllegalStateException e) {
            LOG.debug("The request ended while it waited", e);
        }
        return true;
    }

    @Override
    public void onError(AsyncEvent event) {
        settle(() -> {});
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        expire();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        settle(() -> {});
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // the servlet's own: none of ours
    }
}
