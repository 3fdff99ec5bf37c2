package fil.wire;

import java.nio.ByteBuffer;

/** How many columns and rows the terminal of the client has; 0 if it has none. */
public record Screen(int columns, int rows) {
    private static final int MOST = 10_000;

    /** Sizes that no terminal has become the nearest that one could have. */
    public Screen {
        columns = Math.min(Math.max(columns, 0), MOST);
        rows = Math.min(Math.max(rows, 0), MOST);
    }

    /** @return a frame that says so */
    public Frame frame() {
        return new Frame(
                Frame.Kind.SIZE,
                ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(columns)
                        .putInt(rows)
                        .array());
    }

    /** @return what the frame says */
    public static Screen of(Frame frame) throws WireException {
        if (frame.bytes().length != 2 * Integer.BYTES) {
            throw new WireException("a size has " + 2 * Integer.BYTES + " bytes, not " + frame.bytes().length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
        return new Screen(bytes.getInt(), bytes.getInt());
    }
}
