package fil.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the answers of one connection (RFC 9112): by length, in chunks, or until the end. */
final class AnswerReader {
    private static final int LONGEST_LINE = 16_384;
    private final InputStream in;

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in, 8_192);
    }

    HttpResponse read() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("no answer");
        }
        try {
            return read((char) first + line());
        } catch (EOFException e) {
            throw new TruncatedException();
        }
    }

    private HttpResponse read(String statusLine) throws IOException {
        int status = status(statusLine);
        int length = -1;
        boolean chunked = false;
        boolean closing = statusLine.startsWith("HTTP/1.0");
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closing = lower.contains("close");
            }
        }
        if (status < 200) {
            return read(line()); // an interim answer: the real one follows
        }
        return new HttpResponse(
                status, body(status, length, chunked), closing || !chunked && length < 0 && hasBody(status));
    }

    private byte[] body(int status, int length, boolean chunked) throws IOException {
        if (!hasBody(status)) {
            return new byte[0];
        }
        if (chunked) {
            return chunks();
        }
        return length < 0 ? in.readAllBytes() : exactly(length);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    continue; // trailers
                }
                return body.toByteArray();
            }
            body.write(exactly(size));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends in its body");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer ends in its head");
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("not HTTP: a line of more than " + LONGEST_LINE + " bytes");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    void skipToEnd() throws IOException {
        in.skipNBytes(Long.MAX_VALUE);
    }

    private static boolean hasBody(int status) {
        return status != 204 && status != 304;
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("not HTTP: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    /** The connection ended in the middle of an answer. */
    static final class TruncatedException extends IOException {
        private static final long serialVersionUID = 1;

        TruncatedException() {
            super("the connection ended in the middle of an answer");
        }
    }
}
