package fil.web;

import fil.signals.Names;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The requests that wait for something to be published. A waiting request holds no thread; it is dispatched again when
 * something was, and waits on if that did not help it. Thread-safe.
 */
final class Waiters {
    private static final String DEADLINE = "fil.web.deadline";

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Waiting> end;

    /**
     * Lets a request wait, or answers 503 if it has waited for long enough or too many wait already.
     *
     * @param answerable whether there is an answer by now; asked once more when it is too late to miss a wake-up
     */
    void await(HttpServletRequest request, HttpServletResponse response, WebLimits limits, BooleanSupplier answerable) {
        long left = millisLeft(request, limits.waitMillis());
        if (left <= 0 || waiting.size() >= limits.waiting() || !request.isAsyncSupported()) {
            HttpAnswers.unavailable(response);
            return;
        }
        request.setAttribute(Names.REQUEST_WAITS, true);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(left);
        Waiting added = new Waiting(async, waiting::remove);
        async.addListener(added);
        waiting.add(added);
        Consumer<Waiting> atEnd = end;
        if (atEnd != null) {
            atEnd.accept(added);
        } else if (answerable.getAsBoolean()) {
            added.wake();
        }
    }

    int count() {
        return waiting.size();
    }

    /** Something was published. */
    void wake() {
        waiting.forEach(Waiting::wake);
    }

    /** Another will serve their paths: all that wait here, and will wait, are dispatched again. To be called when it may come. */
    void handOn() {
        end(Waiting::wake);
    }

    /** Nobody will: all that wait, and will wait, are answered 503. */
    void refuse() {
        end(Waiting::refuse);
    }

    private void end(Consumer<Waiting> how) {
        end = how;
        waiting.forEach(how);
    }

    private static long millisLeft(HttpServletRequest request, long waitMillis) {
        long now = System.nanoTime();
        if (request.getAttribute(DEADLINE) instanceof Long deadline) {
            return TimeUnit.NANOSECONDS.toMillis(deadline - now);
        }
        request.setAttribute(DEADLINE, now + TimeUnit.MILLISECONDS.toNanos(waitMillis));
        return waitMillis;
    }
}
