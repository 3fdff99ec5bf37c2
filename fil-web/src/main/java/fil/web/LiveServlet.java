package fil.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Serves one part of the view: at once while it holds, else when the next is published. */
abstract class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Board board;
    private final transient Waiters waiters;
    private final transient Function<View, Offer> part;

    LiveServlet(Viewing viewing, Function<View, Offer> part) {
        this.board = viewing.board();
        this.waiters = viewing.waiters();
        this.part = part;
    }

    /** Writes a part that holds. */
    abstract void write(HttpServletRequest request, HttpServletResponse response, Offer offer) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Answers.reads(request, response)) {
            Offer offer = part.apply(board.view());
            if (offer.holds(board.now())) {
                write(request, response, offer);
            } else {
                later(request, response);
            }
        }
    }

    private void later(HttpServletRequest request, HttpServletResponse response) {
        board.follow();
        if (!attempt(request, response)) {
            if (part.apply(board.view()).isMissed(board.now())) {
                Answers.unavailable(response);
            } else {
                waiters.await(request, response, board.limits(), waited -> attempt(request, waited));
            }
        }
    }

    private boolean attempt(HttpServletRequest request, HttpServletResponse response) {
        Offer offer = part.apply(board.view());
        if (!offer.holds(board.now())) {
            return false;
        }
        try {
            write(request, response, offer);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
