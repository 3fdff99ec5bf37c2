package fil.gate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Every request comes by here before the whiteboard looks for a servlet. It is counted as inside the bundles that answer it
 * until its answer is complete, and waits if one is closed.
 */
final class Gate implements Preprocessor {

    private final Registry registry;
    private final WaitingRequests room;
    private final ServerState server;
    private final FrameworkView framework;

    Gate(Registry registry, WaitingRequests room, ServerState server, FrameworkView framework) {
        this.registry = registry;
        this.framework = framework;
        this.server = server;
        this.room = room;
    }

    @Override
    public void init(FilterConfig config) {
        server.attached();
    }

    @Override
    public void destroy() {
        // Felix HTTP does not call this; the activator ends the gate
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = Resumed.of((HttpServletRequest) any);
        sayGoodbye(response);
        String path = path(request);
        if (request instanceof Resumed) {
            room.cameBack();
        }
        UnderWay underWay = UnderWay.of(request, (HttpServletResponse) response);
        try {
            if (!underWay.isOver() && getsIn(underWay, path, request, (HttpServletResponse) response)) {
                chain.doFilter(request, response);
            }
        } finally {
            sayGoodbye(response);
            underWay.returns(request);
        }
    }

    /** False if it waits for a dispatch, or was answered here. */
    private boolean getsIn(UnderWay underWay, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (server.ends() && !UnderWay.isBegun(request)) {
            ServiceUnavailable.answer(request, response);
            return false;
        }
        boolean waited = request instanceof Resumed;
        Owner[] owners = registry.serving(path);
        if (framework.letsIn(request)) {
            underWay.enterAnyway(owners);
            return true;
        }
        for (Owner closed = underWay.enter(owners); closed != null; closed = underWay.enter(owners)) {
            if (closed.lost()) {
                ServiceUnavailable.answer(request, response);
                return false;
            }
            if (isStoodInFor(closed, path, request, response) || !room.await(closed, request, response)) {
                return false;
            }
            waited = true;
            owners = registry.serving(path);
        }
        if (!UnderWay.isBegun(request) && room.sendsRound(request, response)) {
            underWay.leave();
            return false;
        }
        if (waited) {
            Resumed.forget(request);
        }
        return true;
    }

    /** Before the answer, and after it for one that began before the server was to leave and has not been sent yet. */
    private void sayGoodbye(ServletResponse response) {
        if (server.leaving() && !response.isCommitted()) {
            ((HttpServletResponse) response).setHeader("Connection", "close");
        }
    }

    /** Only where nobody else takes part: a filter of another bundle (a login, say) would be left out. */
    private boolean isStoodInFor(Owner closed, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<FormerVersion> standIn = closed.standIn();
        return standIn.isPresent()
                && registry.answersAlone(closed, path)
                && standIn.get().answers(request, response);
    }

    private static String path(HttpServletRequest request) {
        String servlet = request.getServletPath();
        String info = request.getPathInfo();
        return info == null ? servlet : servlet.isEmpty() ? info : servlet + info;
    }
}
