package fil.monitor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer to the operator, whichever server sends it.
 *
 * @param status the HTTP status
 * @param headers without Content-Length
 * @param body its bytes; never changed
 */
@SuppressWarnings("ArrayRecordComponent")
record HttpReply(int status, Map<String, String> headers, byte[] body) {
    static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    /** @return an answer that nobody keeps */
    static HttpReply fresh(String type, byte[] body) {
        return new HttpReply(200, with(Map.of("Content-Type", type, "Cache-Control", "no-store")), body);
    }

    /** @return an answer with a file, or 304 if the client has it */
    static HttpReply file(String type, byte[] body, String tag, Optional<String> known) {
        Map<String, String> headers = Map.of("Content-Type", type, "Cache-Control", "no-cache", "ETag", tag);
        return known.filter(tag::equals).isPresent()
                ? new HttpReply(304, with(headers), new byte[0])
                : new HttpReply(200, with(headers), body);
    }

    /** @return an answer that sends the client to another path */
    static HttpReply elsewhere(String path) {
        return new HttpReply(308, with(Map.of("Location", path)), new byte[0]);
    }

    /** @return an answer of one sentence */
    static HttpReply plain(int status, String sentence) {
        return new HttpReply(
                status,
                with(Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store")),
                (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(ALWAYS);
        all.putAll(more);
        return all;
    }
}
