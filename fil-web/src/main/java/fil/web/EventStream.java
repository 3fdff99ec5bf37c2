package fil.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The way to one client. Never blocks: what the socket does not take yet is queued; a client that falls too far behind
 * is let go, and hears what it missed when it comes back.
 */
final class EventStream implements WriteListener, AsyncListener {
    private static final int BEHIND = 200;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Consumer<EventStream> gone;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private boolean open;
    private boolean unflushed;
    private boolean ending;
    private boolean ended;

    EventStream(AsyncContext async, ServletOutputStream out, Consumer<EventStream> gone) {
        this.async = async;
        this.out = out;
        this.gone = gone;
    }

    synchronized void send(byte[] bytes) {
        if (!ending && !ended) {
            queue.add(bytes);
            pump();
            if (queue.size() > BEHIND) {
                close();
            }
        }
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Ends it once all was said. */
    synchronized void end() {
        ending = true;
        pump();
    }

    @Override
    public synchronized void onWritePossible() {
        open = true;
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // happens once, before this listens
    }

    /** Once isReady has said no, onWritePossible comes. */
    private void pump() {
        try {
            while (open && !ended && out.isReady() && step()) {
                // goes on
            }
        } catch (IOException | IllegalStateException e) {
            close(); // the client has gone
        }
    }

    /** Whether there was something to do. */
    private boolean step() throws IOException {
        if (!queue.isEmpty()) {
            out.write(queue.remove());
            unflushed = true;
            return true;
        }
        if (unflushed) {
            unflushed = false;
            out.flush();
            return true;
        }
        if (ending) {
            close();
        }
        return false;
    }

    private synchronized void close() {
        if (!ended) {
            ended = true;
            queue.clear();
            gone.accept(this);
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // the container was first
            }
        }
    }
}
