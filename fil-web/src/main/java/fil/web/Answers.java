package fil.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** How every answer is written: with the headers that keep a browser to what the page needs, and nothing about us. */
final class Answers {
    static final String TEXT = "text/plain; charset=utf-8";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answers() {}

    /** The head of an answer, but for what is special to one. */
    static void head(HttpServletResponse response, String type, String caching) {
        response.setContentType(type);
        head(response::setHeader, caching);
    }

    static void head(BiConsumer<String, String> headers, String caching) {
        headers.accept("Cache-Control", caching);
        headers.accept("Content-Security-Policy", POLICY);
        headers.accept("X-Content-Type-Options", "nosniff");
        headers.accept("Referrer-Policy", "no-referrer");
    }

    static void body(HttpServletResponse response, byte[] bytes) throws IOException {
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Answers with an offer that its client may already have. */
    static void tagged(HttpServletRequest request, HttpServletResponse response, String type, Offer offer)
            throws IOException {
        head(response, type, "no-cache");
        response.setHeader("ETag", offer.tag());
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(offer.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            body(response, offer.bytes());
        }
    }

    /** A short plain sentence in place of what was asked for. */
    static void plain(HttpServletResponse response, int status, String sentence) {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status);
        head(response, TEXT, "no-store");
        try {
            body(response, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client is told of a failure: enough to go on, and nothing about how we are made. */
    static String sentence(int status) {
        if (status == HttpServletResponse.SC_NOT_FOUND) {
            return "There is nothing here.";
        }
        return status < 500 || status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED
                ? "This request cannot be answered."
                : "This went wrong here, not with you. Please try again.";
    }

    static void unavailable(HttpServletResponse response) {
        response.setHeader("Retry-After", "1");
        plain(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "This is not there at the moment. Please try again.");
    }

    /** Whether a request only reads; else it is answered here. */
    static boolean reads(HttpServletRequest request, HttpServletResponse response) {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return true;
        }
        response.setHeader("Allow", "GET, HEAD");
        plain(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This can only be read, with GET or HEAD.");
        return false;
    }
}
