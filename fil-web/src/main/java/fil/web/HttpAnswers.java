package fil.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How answers are written, and what a client is told when there is none: enough to go on, and nothing about us. */
final class HttpAnswers {
    static final Head PLAIN = Head.of("text/plain; charset=utf-8", "no-store");
    private static final Head READ_ONLY = PLAIN.with("Allow", "GET, HEAD");
    private static final Head COME_AGAIN = PLAIN.with("Retry-After", "1");

    private HttpAnswers() {}

    /**
     * Sends an offer, unless the client says that it has it. No length is set: the container would send the last octet
     * before it takes the thread back, and a client that does not read would keep the thread. It finds the length by itself.
     */
    static void offer(HttpServletRequest request, HttpServletResponse response, Offer offer) throws IOException {
        offer.head().writeTo(response);
        String known = offer.tag().isEmpty() ? null : request.getHeader("If-None-Match");
        if (known != null && (known.equals("*") || known.contains(offer.tag()))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.getOutputStream().write(offer.bytes());
        }
    }

    /** Whether a request only reads; else it is answered here. */
    static boolean reads(HttpServletRequest request, HttpServletResponse response) {
        if (isReading(request)) {
            return true;
        }
        failed(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, READ_ONLY);
        return false;
    }

    static boolean isReading(HttpServletRequest request) {
        String method = request.getMethod();
        return method.equals("GET") || method.equals("HEAD");
    }

    static void unavailable(HttpServletResponse response) {
        failed(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, COME_AGAIN);
    }

    static void failed(HttpServletResponse response, int status) {
        failed(response, status, PLAIN);
    }

    /** Says in one line why there is no answer. No length is set, so that the container writes without blocking. */
    private static void failed(HttpServletResponse response, int status, Head head) {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status);
        head.writeOver(response);
        try {
            response.getOutputStream().write(sentence(status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sentence(int status) {
        String sentence =
                switch (status) {
                    case HttpServletResponse.SC_NOT_FOUND -> "There is nothing here.";
                    case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "This can only be read, with GET or HEAD.";
                    case HttpServletResponse.SC_SERVICE_UNAVAILABLE ->
                        "This is not there at the moment. Please try again.";
                    case HttpServletResponse.SC_INTERNAL_SERVER_ERROR ->
                        "This went wrong here, not with you. Please try again.";
                    default -> "This request cannot be answered.";
                };
        return (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
