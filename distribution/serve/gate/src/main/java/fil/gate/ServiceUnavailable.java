package fil.gate;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to a request that may not wait, or has waited long enough: 503, and when to try again. */
final class ServiceUnavailable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceUnavailable.class);
    private static final byte[] TEXT =
            "This part of the site is not here at this moment. Please try again in a second.\n"
                    .getBytes(StandardCharsets.UTF_8);

    private ServiceUnavailable() {}

    /** One that was begun and that nobody can finish, where its connection cannot be closed without an answer. */
    static void fail(AsyncContext begun) {
        try {
            if (begun.getResponse() instanceof HttpServletResponse response && !response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                response.setHeader("Connection", "close");
            }
            begun.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The request ended this moment", e);
        }
    }

    /** One that was begun is cut instead: 503 says that nothing was done. */
    static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (UnderWay.isBegun(request)) {
            UnderWay.of(request, response).cut();
            return;
        }
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(TEXT.length);
        response.getOutputStream().write(TEXT);
    }
}
