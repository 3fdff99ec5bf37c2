package fil.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the files that the page is made with. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/script.js", "/style.css", "/icon.svg"})
public final class FileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Answers.reads(request, response)) {
            Answers.offer(request, response, PageFiles.OF_BUNDLE.byPath().get(request.getServletPath()));
        }
    }
}
