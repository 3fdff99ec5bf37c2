package fil.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that this bundle serves, by servlet path. What nobody serves, and what went wrong, is answered without a word about how it is
 * made.
 */
final class PathDispatcher extends HttpServlet {
    /** What changes while it is served, by servlet path. */
    static final Map<String, Function<View, Offer>> LIVE = Map.of("", View::page, "/which-color.json", View::colour);

    private static final long serialVersionUID = 1L;

    private final transient Map<String, HttpServlet> byPath = new HashMap<>();

    PathDispatcher(PublishedView board, Waiters waiters, Events events) {
        LIVE.forEach((path, part) -> byPath.put(path, new LiveServlet(board, waiters, part)));
        byPath.put("/events", new EventServlet(events));
        HttpServlet files = new FileServlet();
        PageFiles.OF_BUNDLE.byPath().keySet().forEach(path -> byPath.put(path, files));
    }

    /** What it is to be registered for. */
    String[] patterns() {
        return Stream.concat(byPath.keySet().stream(), Stream.of("/")).toArray(String[]::new);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        HttpServlet servlet = byPath.get(request.getServletPath());
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            HttpAnswers.failed(response, response.getStatus());
        } else if (servlet == null) {
            HttpAnswers.failed(response, HttpServletResponse.SC_NOT_FOUND);
        } else {
            servlet.service((ServletRequest) request, response);
        }
    }
}
