package fil.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One frame: its kind and its bytes, at most {@value #MOST_BYTES}. */
public record Frame(Kind kind, byte[] bytes) {
    /** The most bytes a frame can carry. */
    public static final int MOST_BYTES = 65_536;

    /** What a frame is; the code is its first byte. */
    public enum Kind {
        REQUEST('R'),
        INPUT('I'),
        INTERRUPT('C'),
        SIZE('S'),
        OUT('O'),
        ERR('E'),
        EXIT('X');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Kind of(int code) throws WireException {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new WireException("there is no frame of kind " + code));
        }
    }

    /** @return a frame that carries the exit code of the request */
    public static Frame exit(int code) {
        return new Frame(
                Kind.EXIT, ByteBuffer.allocate(Integer.BYTES).putInt(code).array());
    }

    /** @return a frame that carries a text */
    public static Frame text(Kind kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return the number an exit frame carries */
    public int number() throws WireException {
        if (bytes.length != Integer.BYTES) {
            throw new WireException("a number has " + Integer.BYTES + " bytes, not " + bytes.length);
        }
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** Writes the frame and flushes. */
    public void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.code);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /**
     * @return the next frame; nothing at the end of the stream
     * @throws WireException if it is not a frame
     */
    public static Optional<Frame> read(DataInputStream in) throws IOException {
        int code = in.read();
        if (code < 0) {
            return Optional.empty();
        }
        Kind kind = Kind.of(code);
        int length = in.readInt();
        if (kind == Kind.REQUEST && length > MOST_BYTES) {
            throw Request.tooLong();
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new WireException("a frame has at most " + MOST_BYTES + " bytes, not " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return Optional.of(new Frame(kind, bytes));
    }
}
