package fil.connector;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was read from a connection and belongs to the request that is being read or answered, or comes behind it. A request of
 * which the body is being read is not remembered: somebody has begun it. So this is never more than a head and a buffer.
 */
final class Received {

    private static final int SMALL = 512;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private int parsed;
    private int from;
    private boolean known = true;

    /** The next request begins where the parser is. */
    void next() {
        known = true;
        from = parsed;
        if (from == length) {
            from = 0;
            parsed = 0;
            length = 0;
            bytes = bytes.length > SMALL ? NOTHING : bytes;
        }
    }

    /** More of what the client sends, of the body of this request or of what comes before one. */
    void add(ByteBuffer read, boolean body) {
        if (body) {
            known = false;
            from = parsed;
        }
        int left = length - from;
        int sum = left + read.remaining();
        byte[] target = sum > bytes.length ? new byte[Math.max(sum, Math.max(SMALL, 2 * left))] : bytes;
        System.arraycopy(bytes, from, target, 0, left);
        read.get(target, left, read.remaining());
        bytes = target;
        parsed -= from;
        from = 0;
        length = sum;
    }

    /** The parser has got so much further. */
    void parsed(int count) {
        parsed += count;
    }

    /** All that came from the beginning of the request on; empty if somebody has read of its body. */
    Optional<byte[]> sinceRequest() {
        return known ? Optional.of(Arrays.copyOfRange(bytes, from, length)) : Optional.empty();
    }
}
