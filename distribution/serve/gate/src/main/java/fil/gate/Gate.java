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
 * until their code returns (an event stream or an upgraded connection has returned by then), and waits if one is closed.
 */
final class Gate implements Preprocessor {

    private final Registry registry;
    private final Room room;
    private final Server server;

    Gate(Registry registry, Room room, Server server) {
        this.registry = registry;
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
        boolean waited = request instanceof Resumed;
        if (waited) {
            room.cameBack();
        }
        Owner[] owners = registry.serving(path);
        for (Owner closed = enter(owners); closed != null; closed = enter(owners)) {
            if (closed.lost()) {
                Refusal.answer((HttpServletResponse) response);
                return;
            }
            if (isStoodInFor(closed, path, request, (HttpServletResponse) response)
                    || !room.await(closed, request, (HttpServletResponse) response)) {
                return;
            }
            waited = true;
            owners = registry.serving(path);
        }
        try {
            if (room.sendsRound(request, (HttpServletResponse) response)) {
                return;
            }
            if (waited) {
                Resumed.forget(request);
            }
            pass(request, response, chain);
        } finally {
            sayGoodbye(response);
            for (Owner owner : owners) {
                owner.leave();
            }
        }
    }

    /** Before the answer, and after it for one that began before the server was to leave and has not been sent yet. */
    private void sayGoodbye(ServletResponse response) {
        if (server.leaving() && !response.isCommitted()) {
            ((HttpServletResponse) response).setHeader("Connection", "close");
        }
    }

    /** A frame of its own, which Cause counts on the stack. */
    private static void pass(HttpServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }

    /** Goes into all of them or into none; the one that is closed, or null. */
    private static Owner enter(Owner[] owners) {
        for (int i = 0; i < owners.length; i++) {
            if (!owners[i].enter()) {
                for (int j = 0; j < i; j++) {
                    owners[j].leave();
                }
                return owners[i];
            }
        }
        return null;
    }

    /** Only where nobody else takes part: a filter of another bundle (a login, say) would be left out. */
    private boolean isStoodInFor(Owner closed, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<StandIn> standIn = closed.standIn();
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
