package fil.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the gate asks while this bundle is replaced: answers from the view that clients saw last, until the next version is there.
 * It uses what is in memory only, no service and no file.
 */
final class LastViewFilter implements Filter {
    private final PublishedView board;
    private final Map<String, Function<View, Offer>> parts = new HashMap<>();

    LastViewFilter(PublishedView board) {
        this.board = board;
        PathDispatcher.LIVE.forEach((path, part) -> parts.put(path.isEmpty() ? "/" : path, part));
        PageFiles.OF_BUNDLE.byPath().forEach((path, file) -> parts.put(path, view -> file));
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain later)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        Function<View, Offer> part = parts.get(path(request));
        if (part != null && HttpAnswers.isReading(request)) {
            Offer offer = board.offer(part);
            if (offer.holds(board.now())) {
                HttpAnswers.offer(request, (HttpServletResponse) response, offer);
                return;
            }
        }
        later.doFilter(request, response);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
