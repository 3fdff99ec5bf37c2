package fil.web;

import jakarta.servlet.Servlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Says which colour it is. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/which-color.json")
@HttpWhiteboardServletAsyncSupported
public final class ColourServlet extends LiveServlet {
    private static final long serialVersionUID = 1L;

    /** For SCR. */
    @Activate
    public ColourServlet(@Reference Viewing viewing) {
        this(viewing.board(), viewing.waiters());
    }

    ColourServlet(Board board, Waiters waiters) {
        super(board, waiters, View::colour);
    }
}
