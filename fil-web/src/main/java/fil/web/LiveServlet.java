package fil.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/** Serves one part of the view: at once while it holds, else when the next is published. */
final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient PublishedView board;
    private final transient Waiters waiters;
    private final transient Function<View, Offer> part;

    LiveServlet(PublishedView board, Waiters waiters, Function<View, Offer> part) {
        this.board = board;
        this.waiters = waiters;
        this.part = part;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!HttpAnswers.reads(request, response)) {
            return;
        }
        Offer offer = board.offer(part);
        if (offer.holds(board.now())) {
            HttpAnswers.offer(request, response, offer);
        } else if (offer.isMissed(board.now())) {
            HttpAnswers.unavailable(response);
        } else {
            waiters.await(request, response, board.limits(), () -> part.apply(board.view())
                    .holds(board.now()));
        }
    }
}
