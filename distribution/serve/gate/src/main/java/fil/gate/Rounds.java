package fil.gate;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.TimeUnit;

/**
 * A request runs through the preprocessors that were there when it was dispatched; one that was dispatched while a preprocessor
 * was away goes by without it, however late it goes on. So once one is back, each request is dispatched anew unless it is known
 * to have been dispatched since.
 */
final class Rounds {

    /** No request needs as long from its dispatch to the gate. */
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(30);

    /** Nor this long; it is what one that cannot be dispatched anew may be refused for. */
    private static final long USUAL_NS = TimeUnit.SECONDS.toNanos(1);

    private static final String DISPATCHED = "fil.gate.dispatched";

    private record Return(long at) {}

    private volatile Return last;

    /** A preprocessor is back; called before requests are let in again. */
    void begin() {
        last = new Return(System.nanoTime());
    }

    /** Called right before the request is dispatched anew. */
    static void dispatched(ServletRequest request) {
        request.setAttribute(DISPATCHED, System.nanoTime());
    }

    /** Whether a preprocessor may be missing in what the request runs through; asked once it is let in. */
    boolean isDue(ServletRequest request, boolean canGo) {
        Return back = last;
        if (back == null) {
            return false;
        }
        if (request.getAttribute(DISPATCHED) instanceof Long dispatched) {
            return dispatched - back.at() < 0;
        }
        return System.nanoTime() - back.at() < (canGo ? LONGEST_NS : USUAL_NS);
    }
}
