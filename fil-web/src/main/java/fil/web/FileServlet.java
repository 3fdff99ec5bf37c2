package fil.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the files that the page is made with. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/script.js", "/style.css", "/icon.svg"})
public final class FileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Offer> files;

    /** For SCR. */
    @Activate
    public FileServlet() throws IOException {
        files = Map.of(
                "/script.js", read("script.js", "text/javascript; charset=utf-8"),
                "/style.css", read("style.css", "text/css; charset=utf-8"),
                "/icon.svg", read("icon.svg", "image/svg+xml; charset=utf-8"));
    }

    private static Offer read(String name, String type) throws IOException {
        try (InputStream in = FileServlet.class.getResourceAsStream(name)) {
            return Offer.lasting(in.readAllBytes(), type, System.nanoTime());
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Answers.reads(request, response)) {
            Answers.offer(request, response, files.get(request.getServletPath()));
        }
    }
}
