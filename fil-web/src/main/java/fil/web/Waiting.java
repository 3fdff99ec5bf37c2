package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/**
 * One request that waits. Woken, timed out and given up may come at once from different threads: the lock lets one of
 * them answer, and the others find it done.
 */
final class Waiting implements AsyncListener {
    private final AsyncContext async;
    private final Predicate<HttpServletResponse> attempt;
    private final Waiters waiters;
    private boolean done;

    Waiting(AsyncContext async, Predicate<HttpServletResponse> attempt, Waiters waiters) {
        this.async = async;
        this.attempt = attempt;
        this.waiters = waiters;
    }

    void tryAgain() {
        onContainerThread(() -> finish(attempt));
    }

    void giveUp() {
        onContainerThread(this::refuse);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        refuse();
    }

    @Override
    public void onError(AsyncEvent event) {
        forget();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        forget();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // a request waits once
    }

    private void refuse() {
        finish(response -> {
            Answers.unavailable(response);
            return true;
        });
    }

    private synchronized void finish(Predicate<HttpServletResponse> way) {
        if (!done && tried(way)) {
            done = true;
            async.complete();
            waiters.left(this);
        }
    }

    private boolean tried(Predicate<HttpServletResponse> way) {
        try {
            return way.test((HttpServletResponse) async.getResponse());
        } catch (UncheckedIOException e) {
            return true; // the client has gone
        }
    }

    private synchronized void forget() {
        done = true;
        waiters.left(this);
    }

    private void onContainerThread(Runnable work) {
        try {
            async.start(work);
        } catch (IllegalStateException e) {
            forget(); // the container has ended the request meanwhile
        }
    }
}
