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
            return door.next(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsynchronousCloseException();
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
