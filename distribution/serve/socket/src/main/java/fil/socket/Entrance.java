package fil.socket;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections come from: the listening socket; of a process that is tried out another one, until clients are let in. A socket
 * that was inherited is there once in a process, so that it outlives the bundle that accepts on it.
 */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final long AGAIN_MS = 100;

    private final ServerSocketChannel listening;
    private final boolean outlives;
    /** A thread that waits here is woken without closing the socket. */
    private final Selector arrivals;

    private volatile ServerSocketChannel open;
    /** Known to the accepting thread only. */
    private boolean failing;

    /** @param outlives whether the listening socket stays open for who comes after this one */
    Entrance(ServerSocketChannel listening, Optional<ServerSocketChannel> trial, boolean outlives) throws IOException {
        this.listening = listening;
        this.outlives = outlives;
        this.open = trial.orElse(listening);
        this.arrivals = Selector.open();
        listening.configureBlocking(false);
        listening.register(arrivals, SelectionKey.OP_ACCEPT);
    }

    ServerSocketChannel listening() {
        return listening;
    }

    /** Whoever connects to the listening socket is let in from now on, and nobody else any more. */
    void enter() throws IOException {
        ServerSocketChannel trial = open;
        open = listening;
        if (trial != listening) {
            trial.close();
        }
    }

    /** Waits for the next connection. What stands against it, no file descriptor left say, may pass: then there is none this time. */
    Optional<SocketChannel> next() throws ClosedChannelException, InterruptedException {
        ServerSocketChannel from = open;
        try {
            Optional<SocketChannel> connection = from == listening ? arrived() : Optional.of(from.accept());
            failing = false;
            return connection;
        } catch (ClosedChannelException e) {
            if (from == listening) {
                throw e;
            }
        } catch (IOException e) {
            if (!failing) {
                LOG.error("No connection can be accepted on {} for now; it is tried again", from, e);
            }
            failing = true;
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        }
        return Optional.empty();
    }

    /** Another process may have come first. */
    private Optional<SocketChannel> arrived() throws IOException {
        try {
            arrivals.select();
            arrivals.selectedKeys().clear();
            return Optional.ofNullable(listening.accept());
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
    }

    /** Gives our descriptor of the listening socket back: this process has no more to do with it. */
    void leave() throws IOException {
        listening.close();
        // only now the descriptor is free
        arrivals.close();
    }

    void close() throws IOException {
        if (!outlives) {
            listening.close();
        }
        arrivals.close();
        if (open != listening) {
            open.close();
        }
    }
}
