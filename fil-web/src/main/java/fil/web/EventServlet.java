package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Opens a stream of what happens to the view, as server-sent events. */
final class EventServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Head HEAD = Head.of("text/event-stream; charset=utf-8", "no-store")
            .with("X-Accel-Buffering", "no"); // a proxy must not collect events

    private final transient Events events;

    EventServlet(Events events) {
        this.events = events;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!HttpAnswers.reads(request, response)) {
            return;
        }
        if (!events.hasRoom()) {
            HttpAnswers.unavailable(response);
            return;
        }
        HEAD.writeTo(response);
        if (request.getMethod().equals("GET")) {
            open(request, response);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        EventStream stream = new EventStream(async, response.getOutputStream(), events::remove);
        async.addListener(stream);
        response.getOutputStream().setWriteListener(stream);
        events.add(
                stream, Optional.ofNullable(request.getHeader("Last-Event-ID")).orElse(""));
    }
}
