package fil.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;

/**
 * Serves the page. A browser keeps it, but asks each time whether it is still the one: an upgrade shows at once. (The
 * pattern of the root is a single empty value: as one of an array it gets lost in the component description.)
 */
@Component(service = Servlet.class, property = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=")
@HttpWhiteboardServletAsyncSupported
public final class PageServlet extends LiveServlet {
    private static final long serialVersionUID = 1L;

    /** For SCR. */
    @Activate
    public PageServlet(@Reference Viewing viewing) {
        super(viewing, View::page);
    }

    @Override
    void write(HttpServletRequest request, HttpServletResponse response, Offer offer) throws IOException {
        Answers.tagged(request, response, "text/html; charset=utf-8", offer);
    }
}
