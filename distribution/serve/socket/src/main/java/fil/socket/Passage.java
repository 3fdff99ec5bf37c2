package fil.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A connection that this process answers no more. Once its client asks for something it is joined to one to the process that does. */
final class Passage {

    private static final String EVENT_STREAM = "\r\ncontent-type: text/event-stream";
    private static final int FIRST = 4096;
    private static final byte[] NOTHING = {};

    private final SocketChannel client;
    private final String name;
    private Flow asked;
    private Flow answered;
    private SelectionKey clientKey;
    private SelectionKey nextKey;
    private volatile boolean underWay;

    Passage(SocketChannel client) throws IOException {
        this.client = client;
        this.name = "the request of " + client.getRemoteAddress() + " that was passed on";
    }

    SocketChannel client() {
        return client;
    }

    /** Waits until the client says something. */
    void await(Selector selector) throws IOException {
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ, this);
    }

    /** What the client has said. */
    byte[] heard() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(FIRST);
        if (client.read(buffer) < 0) {
            throw new EOFException("it has not asked for anything");
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    boolean isPassed() {
        return asked != null;
    }

    /**
     * Goes on by {@link #move}.
     *
     * @param next a connection to the process that answers
     * @param first what is said to it before what comes from the client
     */
    void pass(SocketChannel next, byte[] first, Selector selector) throws IOException {
        underWay = true;
        client.configureBlocking(false);
        next.configureBlocking(false);
        asked = new Flow(client, next, first, seen -> {});
        answered = new Flow(next, client, NOTHING, this::look);
        clientKey = client.register(selector, 0, this);
        nextKey = next.register(selector, 0, this);
    }

    /** Moves what can be moved; true if all has been said. */
    boolean move() throws IOException {
        answered.move();
        if (answered.isOver()) {
            underWay = false;
            nextKey.channel().close();
            clientKey.cancel();
            return true;
        }
        ask();
        clientKey.interestOps(asked.interestOfSource() | answered.interestOfTarget());
        nextKey.interestOps(answered.interestOfSource() | asked.interestOfTarget());
        return false;
    }

    /** Who has answered may not want to hear the rest: its answer counts, and not that it stops listening. */
    private void ask() {
        try {
            asked.move();
        } catch (IOException e) {
            asked.abandon();
        }
    }

    /** An answer that may go on for ever is not waited for: its client comes again. */
    private void look(ByteBuffer answer) {
        String head = StandardCharsets.ISO_8859_1.decode(answer).toString();
        int end = head.indexOf("\r\n\r\n");
        String fields = head.substring(0, end < 0 ? head.length() : end).toLowerCase(Locale.ROOT);
        underWay = !fields.contains(EVENT_STREAM);
    }

    boolean isUnderWay() {
        return underWay;
    }

    void close() {
        underWay = false;
        Apology.close(client);
        if (nextKey != null) {
            Apology.close((SocketChannel) nextKey.channel());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
