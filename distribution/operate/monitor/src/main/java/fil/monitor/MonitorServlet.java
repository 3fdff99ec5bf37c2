package fil.monitor;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The desk on the port of everything else. Who may come here is decided by {@link Doors}. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + Doors.NAME + ")",
            "osgi.http.whiteboard.servlet.pattern=/fil",
            "osgi.http.whiteboard.servlet.pattern=/fil/*",
            "osgi.http.whiteboard.servlet.pattern=/metrics"
        })
public final class MonitorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Desk desk;

    /** For SCR. */
    @Activate
    public MonitorServlet(@Reference Desk desk) {
        this.desk = desk;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpReply answer = desk.answer(
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()),
                Optional.ofNullable(request.getHeader("If-None-Match")));
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.status() != 304) {
            response.setContentLength(answer.body().length);
        }
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(answer.body());
        }
    }
}
