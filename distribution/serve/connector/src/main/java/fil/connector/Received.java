package fil.connector;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was read from a connection since nothing was left on it to be parsed: the request that is being answered, and what its
 * client sent right behind it. Forgotten when it is long, as only a body that somebody reads can be.
 */
final class Received {

    private static final int FIRST = 512;
    private static final int MOST = 16_384;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private boolean whole;
    private long requestsBefore;

    /** Nothing is left of the requests so far. */
    void begin(long requests) {
        length = 0;
        // what is answered is not remembered
        bytes = bytes.length > FIRST ? NOTHING : bytes;
        whole = true;
        requestsBefore = requests;
    }

    void add(ByteBuffer read) {
        int sum = length + read.remaining();
        if (!whole || sum > MOST) {
            whole = false;
            bytes = NOTHING;
            return;
        }
        if (sum > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(sum, Math.max(FIRST, 2 * bytes.length)));
        }
        read.get(bytes, length, read.remaining());
        length = sum;
    }

    /** All that came, if it is not as much as the head of a request yet. */
    Optional<byte[]> beforeAnyRequest(long requests) {
        return whole && requests == requestsBefore ? Optional.of(Arrays.copyOf(bytes, length)) : Optional.empty();
    }

    /** All that came since request number `answered` was read in full; empty if that is not known any more. */
    Optional<byte[]> after(long answered) {
        return whole ? Requests.skipped(Arrays.copyOf(bytes, length), answered - requestsBefore) : Optional.empty();
    }
}
