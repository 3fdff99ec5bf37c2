package fil.web;

import jakarta.servlet.Servlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;

/**
 * Serves the page. (The pattern of the root is a single empty value: as one of an array it gets lost in the component
 * description.)
 */
@Component(service = Servlet.class, property = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=")
@HttpWhiteboardServletAsyncSupported
public final class PageServlet extends LiveServlet {
    private static final long serialVersionUID = 1L;

    /** For SCR. */
    @Activate
    public PageServlet(@Reference Viewing viewing) {
        this(viewing.board(), viewing.waiters());
    }

    PageServlet(Board board, Waiters waiters) {
        super(board, waiters, View::page);
    }
}
