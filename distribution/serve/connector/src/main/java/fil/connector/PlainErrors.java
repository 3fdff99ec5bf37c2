package fil.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before any servlet sees it (a malformed request, say) without a word about what refuses it. */
final class PlainErrors implements Request.Handler {

    private static final byte[] SENTENCE = "This request cannot be answered.\n".getBytes(StandardCharsets.US_ASCII);
    private static final HttpFields HEAD = HttpFields.from(
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8"),
            new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, String.valueOf(SENTENCE.length)),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("X-Frame-Options", "DENY"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"));

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HEAD.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(SENTENCE), callback);
        return true;
    }
}
