package fil.socket;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * What a server gets in place of the listening channel: accepting works, closing ends only this one and never the socket.
 * Of a real channel the server's acceptor would close the socket when it is interrupted.
 */
final class HandedChannel extends ServerSocketChannel {

    private static final int STEP_NS = 100_000;
    private static final long LONGEST_NS = 1_000_000_000;

    private final Door door;

    HandedChannel(Door door) {
        super(door.listening().provider());
        this.door = door;
    }

    @Override
    public SocketChannel accept() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        try {
            SocketChannel connection = door.next(this);
            awaitDeregistered(connection);
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsynchronousCloseException();
        }
    }

    /** A connection that was given back is with its former selector until that one selects again, which may be our taker's own. */
    private static void awaitDeregistered(SocketChannel connection) throws InterruptedException {
        long began = System.nanoTime();
        while (connection.isRegistered() && System.nanoTime() - began < LONGEST_NS) {
            Thread.sleep(0, STEP_NS);
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        door.left(this);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (!block) {
            throw new UnsupportedOperationException(
                    "fil.socket hands out blocking channels only: give the connector an acceptor");
        }
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
        throw new IOException("the socket is bound already, to " + getLocalAddress());
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
        return this; // the socket is not the server's to change
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return door.listening().getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return door.listening().supportedOptions();
    }

    @Override
    public ServerSocket socket() {
        return door.listening().socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return door.listening().getLocalAddress();
    }
}
