package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * One request that waits. It is woken, refused or run out of time from different threads, maybe at once: the first one
 * takes it. Nothing is written under the lock.
 */
final class Waiting implements AsyncListener {
    private final AsyncContext async;
    private final Consumer<Waiting> left;
    private boolean taken;

    Waiting(AsyncContext async, Consumer<Waiting> left) {
        this.async = async;
        this.left = left;
    }

    synchronized void wake() {
        if (!taken) {
            try {
                async.dispatch();
                taken = true;
                left.accept(this);
            } catch (IllegalStateException | RejectedExecutionException e) {
                // the container is about to say that the time has run out, or is being stopped
            }
        }
    }

    void refuse() {
        if (take()) {
            HttpAnswers.unavailable((HttpServletResponse) async.getResponse());
            async.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        refuse();
    }

    @Override
    public void onError(AsyncEvent event) {
        take();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        take();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it waits again, as another
    }

    private synchronized boolean take() {
        boolean first = !taken;
        taken = true;
        left.accept(this);
        return first;
    }
}
