package fil.gate;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that has waited and comes back by an async dispatch. It shows the dispatcher type that it came with first, or
 * filters that are for REQUEST only (a login, say) would be left out. What it must remember are request attributes of JDK
 * and servlet types, so that another version of the gate understands them.
 */
final class Resumed extends HttpServletRequestWrapper {

    private static final String TYPE = "fil.gate.type";
    private static final String UNTIL = "fil.gate.until";

    private final DispatcherType type;

    private Resumed(HttpServletRequest request, DispatcherType type) {
        super(request);
        this.type = type;
    }

    /** The request itself, but for one that has waited. */
    static HttpServletRequest of(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                        && request.getAttribute(TYPE) instanceof DispatcherType type
                ? new Resumed(request, type)
                : request;
    }

    /** Until when the request waits; the same instant however often it is held. */
    static long until(HttpServletRequest request, long otherwise) {
        if (request.getAttribute(UNTIL) instanceof Long until) {
            return until;
        }
        request.setAttribute(UNTIL, otherwise);
        return otherwise;
    }

    static void leaves(HttpServletRequest request) {
        request.setAttribute(TYPE, request.getDispatcherType());
    }

    static void forget(HttpServletRequest request) {
        request.removeAttribute(TYPE);
        request.removeAttribute(UNTIL);
    }

    @Override
    public DispatcherType getDispatcherType() {
        return type;
    }
}
