package fil.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** One way of a connection that is passed on: bytes as they come, and the end after the last one. */
final class Flow {

    private static final int BUFFER = 4096;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Consumer<ByteBuffer> beginning;
    private ByteBuffer waiting;
    private boolean begun;
    private boolean ended;
    private boolean over;

    /**
     * Goes on by {@link #move}.
     *
     * @param first goes before all that is read
     * @param beginning is shown the first of what is read
     */
    Flow(SocketChannel from, SocketChannel to, byte[] first, Consumer<ByteBuffer> beginning) {
        this.from = from;
        this.to = to;
        this.waiting = ByteBuffer.wrap(first);
        this.beginning = beginning;
    }

    /** Moves what can be moved without waiting. */
    void move() throws IOException {
        boolean moves = !over;
        while (moves) {
            if (!waiting.hasRemaining() && !ended) {
                read();
            }
            moves = to.write(waiting) > 0;
        }
        if (ended && !over && !waiting.hasRemaining()) {
            over = true;
            to.shutdownOutput();
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = waiting.capacity() == BUFFER ? waiting.clear() : ByteBuffer.allocate(BUFFER);
        ended = isLast(buffer);
        waiting = buffer.flip();
        if (!begun && waiting.hasRemaining()) {
            begun = true;
            beginning.accept(waiting.duplicate());
        }
    }

    /** One that is broken has ended; what it said before is not lost. */
    private boolean isLast(ByteBuffer buffer) {
        try {
            return from.read(buffer) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** No more is moved. */
    void abandon() {
        over = true;
        ended = true;
        waiting = ByteBuffer.allocate(0);
    }

    /** All has been said, and the end too. */
    boolean isOver() {
        return over;
    }

    /** What to wait for at the side that is read from. */
    int interestOfSource() {
        return waiting.hasRemaining() || ended ? 0 : SelectionKey.OP_READ;
    }

    /** What to wait for at the side that is written to. */
    int interestOfTarget() {
        return waiting.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    }
}
