package fil.once;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the answers of a connection, one after the other. */
final class Answers {
    private static final int CONTINUE = 100;
    private final InputStream in;

    Answers(InputStream in) {
        this.in = in;
    }

    /**
     * The answer to this request, which is the next one.
     *
     * @param goOn is told that the server wants the body
     */
    Told to(Asked asked, Runnable goOn) throws IOException {
        String line = line();
        while (line.startsWith("HTTP/1.1 " + CONTINUE)) {
            goOn.run();
            headers();
            line = line();
        }
        if (line.isEmpty()) {
            return Told.NOTHING;
        }
        try {
            int status = Integer.parseInt(line.split(" ")[1]);
            Map<String, String> headers = headers();
            String body = asked.head() ? "" : body(headers);
            boolean own = status != 200 || body.lines().allMatch(asked.id()::equals);
            boolean last = asked.closes() || "close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
            return new Told(status, headers.getOrDefault("x-once", ""), headers.getOrDefault("x-body", ""), own, last);
        } catch (EOFException e) {
            return Told.HALF;
        }
    }

    /** Whether something comes that nobody has asked for. */
    boolean isMore() throws IOException {
        return in.read() >= 0;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return bytes(Integer.parseInt(headers.get("content-length")));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(bytes(size));
            line();
        }
        headers();
        return body.toString();
    }

    private String bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Nothing if there is no more. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && line.isEmpty()) {
                return "";
            }
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
