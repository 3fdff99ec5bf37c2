package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Opens a stream of what happens to the view, as server-sent events. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/events")
@HttpWhiteboardServletAsyncSupported
public final class EventServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Head HEAD = Head.of("text/event-stream; charset=utf-8", "no-store")
            .with("X-Accel-Buffering", "no"); // a proxy must not collect events

    private final transient Events events;

    /** For SCR. */
    @Activate
    public EventServlet(@Reference Viewing viewing) {
        this(viewing.events());
    }

    EventServlet(Events events) {
        this.events = events;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Answers.reads(request, response)) {
            return;
        }
        if (!events.hasRoom()) {
            Answers.unavailable(response);
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
