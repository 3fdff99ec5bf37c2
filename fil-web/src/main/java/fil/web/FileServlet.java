package fil.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the files that the page is made with. */
final class FileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (HttpAnswers.reads(request, response)) {
            HttpAnswers.offer(request, response, PageFiles.OF_BUNDLE.byPath().get(request.getServletPath()));
        }
    }
}
