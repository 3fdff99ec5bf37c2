package fil.connector;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/** Finds where one request ends and the next one begins, in what a client sent without waiting for answers. */
final class Requests implements HttpParser.RequestHandler {

    private boolean complete;

    private Requests() {}

    /** The bytes without the first `count` requests; empty if they do not hold as many. */
    static Optional<byte[]> skipped(byte[] bytes, long count) {
        if (count <= 0) {
            return count == 0 ? Optional.of(bytes) : Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        Requests requests = new Requests();
        HttpParser parser = new HttpParser(requests, bytes.length);
        for (long i = 0; i < count; i++) {
            requests.complete = false;
            parser.reset();
            while (!requests.complete && rest.hasRemaining() && !parser.isClose()) {
                parser.parseNext(rest);
            }
            if (!requests.complete) {
                return Optional.empty();
            }
        }
        byte[] left = new byte[rest.remaining()];
        rest.get(left);
        return Optional.of(left);
    }

    @Override
    public boolean messageComplete() {
        complete = true;
        return true;
    }

    @Override
    public boolean content(ByteBuffer content) {
        return false;
    }

    @Override
    public boolean headerComplete() {
        return false;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        // only the ends are looked for
    }

    @Override
    public void parsedHeader(HttpField field) {
        // only the ends are looked for
    }

    @Override
    public void earlyEOF() {
        // there is no end but that of the bytes
    }
}
