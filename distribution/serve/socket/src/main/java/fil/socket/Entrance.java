package fil.socket;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections come from: the listening socket; of a process that is tried out another one, until clients are let in. */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final long AGAIN_MS = 100;

    private final ServerSocketChannel listening;
    private volatile ServerSocketChannel open;
    /** Known to the accepting thread only. */
    private boolean failing;

    Entrance(ServerSocketChannel listening, Optional<ServerSocketChannel> trial) {
        this.listening = listening;
        this.open = trial.orElse(listening);
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
            SocketChannel connection = from.accept();
            failing = false;
            return Optional.of(connection);
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

    void close() throws IOException {
        listening.close();
        open.close();
    }
}
