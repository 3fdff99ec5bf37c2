package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The requests that wait for something to be published. A waiting request holds no thread. Thread-safe. */
final class Waiters {
    private static final long LAST_WORDS = TimeUnit.SECONDS.toNanos(2);

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Lets a request wait until an attempt to answer it succeeds. When the limits are reached it is answered 503.
     *
     * @param attempt answers if it can, and says whether it did; called by at most one thread at a time
     */
    void await(HttpServletRequest request, HttpServletResponse response, Limits limits,
            Predicate<HttpServletResponse> attempt) {
        if (waiting.size() >= limits.waiting() || !request.isAsyncSupported()) {
            Answers.unavailable(response);
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(limits.waitMillis());
        Waiting added = new Waiting(async, attempt, this);
        async.addListener(added);
        waiting.add(added);
        added.tryAgain(); // what was published before it was added woke it not
        if (closed) {
            added.giveUp();
        }
    }

    /** Something was published: each waiting request is tried again, on a thread of the container. */
    void wake() {
        waiting.forEach(Waiting::tryAgain);
    }

    int count() {
        return waiting.size();
    }

    /** Answers all that wait; returns when they are answered, or after two seconds. */
    void close() {
        closed = true;
        waiting.forEach(Waiting::giveUp);
        long deadline = System.nanoTime() + LAST_WORDS;
        while (!waiting.isEmpty() && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    void left(Waiting one) {
        waiting.remove(one);
    }
}
