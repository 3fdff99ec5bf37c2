package fil.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        super(viewing, View::colour);
    }

    @Override
    void write(HttpServletRequest request, HttpServletResponse response, Offer offer) throws IOException {
        Answers.head(response, "application/json; charset=utf-8", "no-store");
        Answers.body(response, offer.bytes());
    }
}
