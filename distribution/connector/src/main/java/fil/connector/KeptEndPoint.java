package fil.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be taken from this server while no request is on it, without being closed: what the client sends from
 * then on stays in the kernel, for the next server to read.
 */
final class KeptEndPoint extends SocketChannelEndPoint {

    private final SocketChannel channel;
    private final ManagedSelector selector;
    private final SelectionKey key;
    private long fills;
    private boolean answers;
    private boolean taken;

    KeptEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
        this.channel = channel;
        this.selector = selector;
        this.key = key;
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
        if (taken) {
            return -1;
        }
        int filled = super.fill(buffer);
        if (filled > 0) {
            fills++;
            answers = false;
        }
        return filled;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        synchronized (this) {
            answers = true;
        }
        return super.flush(buffers);
    }

    /** An answer has begun and is not complete: an event stream, say. */
    synchronized boolean isAnswering() {
        return answers
                && getConnection() != null
                && getConnection().getMessagesIn() > getConnection().getMessagesOut();
    }

    ManagedSelector selector() {
        return selector;
    }

    private synchronized long fills() {
        return fills;
    }

    /** Called by the selector's thread. The server may be about to read; it either has before the check, or never will. */
    Optional<SocketChannel> takeIfIdle() {
        long before = fills();
        if (!isOpen() || !isFillInterested() || !Idle.between(getConnection())) {
            return Optional.empty();
        }
        synchronized (this) {
            if (fills != before || taken) {
                return Optional.empty();
            }
            taken = true;
        }
        key.cancel();
        close();
        return Optional.of(channel);
    }

    @Override
    public void doClose() {
        if (!isTaken()) {
            super.doClose();
        }
    }

    private synchronized boolean isTaken() {
        return taken;
    }
}
