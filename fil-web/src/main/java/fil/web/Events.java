package fil.web;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the open streams what happens to the view. One thread serves them all: it only hands bytes to sockets that take
 * them. While the board is held it also moves the colour on at the right moment.
 */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final byte[] RETRY = Event.retry(1_000);
    private static final long HEARTBEAT_SECONDS = 4;

    private final PublishedView board;
    private final EventLog log;
    private final ScheduledThreadPoolExecutor thread;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> move;

    Events(PublishedView board, EventLog log) {
        this.board = board;
        this.log = log;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "fil-web events");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        move = thread.schedule(() -> {}, 0, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(
                () -> streams.forEach(stream -> stream.send(Event.HEARTBEAT)),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
        board.watch(this::changed);
    }

    boolean hasRoom() {
        return streams.size() < board.limits().streams();
    }

    int count() {
        return streams.size();
    }

    /** A stream is told what its client has not heard, then what happens. */
    void add(EventStream stream, String lastId) {
        run(() -> {
            if (!stream.hasEnded()) {
                streams.add(stream);
                stream.send(RETRY);
                log.since(lastId).forEach(event -> stream.send(event.bytes()));
            }
        });
    }

    void remove(EventStream stream) {
        run(() -> streams.remove(stream));
    }

    /** Ends all streams so that their clients come back soon; returns when they have ended, or after two seconds. */
    void close() {
        if (thread.isShutdown()) {
            return;
        }
        try {
            thread.submit(() -> streams.forEach(EventStream::end)).get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("Not every event stream was told that the web stops", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Under the lock of the board: each view is looked at, in the order in which they were shown. */
    private void changed() {
        View view = board.view();
        run(() -> look(view));
    }

    private void look(View view) {
        List<Event> fresh = log.look(view);
        streams.forEach(stream -> fresh.forEach(event -> stream.send(event.bytes())));
        move.cancel(false);
        if (board.isHeld()) {
            long left = view.colour().expires() - board.now();
            move = thread.schedule(board::follow, left, TimeUnit.NANOSECONDS);
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("The event streams missed something", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The event streams have ended", e);
        }
    }
}
