package fil.gate;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answer to a request that may not wait, or has waited long enough: 503, and when to try again. */
final class Refusal {

    private static final byte[] TEXT =
            "This part of the site is being replaced. Please try again in a second.\n".getBytes(StandardCharsets.UTF_8);

    private Refusal() {}

    static void answer(HttpServletResponse response) throws IOException {
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
