package fil.gate;

import fil.signals.Names;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Sends a request that waits here to the server that comes, with its connection, where fil.connector offers that by an attribute
 * of the request. What was answered here is dropped then. No servlet has seen the request; one that was begun goes nowhere.
 */
final class NextServer {

    private NextServer() {}

    /** Where it cannot be sent on, the client is told to try again. */
    static void takes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!UnderWay.isBegun(request)
                && request.getAttribute(Names.REQUEST_GIVE_BACK) instanceof BooleanSupplier giveBack
                && giveBack.getAsBoolean()) {
            return;
        }
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        ServiceUnavailable.answer(request, response);
    }
}
