package fil.socket;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket and the one thread that accepts on it. A connection is accepted only when a server is there to take it;
 * until then it waits in the kernel's backlog, where it costs nothing and is not lost whatever is replaced here. Where a server
 * has gone and none comes in good time, those that wait are told so. As a service:
 * <pre>
 * Supplier     a channel to accept from, for one more server
 * BiConsumer   takes a connection back, with what was read of a request that was not answered: the next server gets it first
 * Function     of a connection that was just accepted, as "read", what was read from it already; of one that a former process
 *              passes on also the addresses of "client" and "server", as the client sees them
 * </pre>
 */
final class Door
        implements Supplier<ServerSocketChannel>,
                Function<SocketChannel, Map<String, Object>>,
                BiConsumer<SocketChannel, byte[]>,
                Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int AHEAD = 16;
    private static final long LOOK_MS = 2;
    private static final Map<String, Object> USUAL = Map.of("read", WaitingConnections.NOTHING);
    private static final long NEVER = Long.MAX_VALUE;

    private final Entrance entrance;
    private final BooleanSupplier ready;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private final Connections connections = new Connections();
    private final WaitingConnections waiting = new WaitingConnections();
    private final Set<HandedChannel> takers = new LinkedHashSet<>();
    private final PassedIn passedIn;
    private long turn;
    private boolean letIn;
    private boolean ended;

    /** Since when no server is there; never before the first one has come. */
    private long goneAt = NEVER;

    Door(
            Entrance entrance,
            PassedIn passedIn,
            BooleanSupplier ready,
            Duration patience,
            ScheduledExecutorService clock) {
        this.entrance = entrance;
        this.passedIn = passedIn;
        this.ready = ready;
        this.patience = patience;
        this.clock = clock;
    }

    ServerSocketChannel listening() {
        return entrance.listening();
    }

    Connections connections() {
        return connections;
    }

    /** A channel for one more server, which gets connections once all is ready. */
    @Override
    public ServerSocketChannel get() {
        HandedChannel channel = new HandedChannel(this);
        synchronized (this) {
            takers.add(channel);
            goneAt = NEVER;
            letIn = false;
        }
        resume();
        return channel;
    }

    synchronized void left(HandedChannel channel) {
        if (takers.remove(channel) && takers.isEmpty()) {
            goneAt = System.nanoTime();
        }
        notifyAll();
    }

    /** No connection is given to a server from when this returns until a new server has come. */
    synchronized void pause() {
        letIn = false;
        turn++;
    }

    /** Connections are given to the server that is there as soon as all is ready. */
    void resume() {
        long now;
        synchronized (this) {
            now = ++turn;
        }
        clock.execute(() -> look(now));
    }

    @Override
    public synchronized void accept(SocketChannel connection, byte[] alreadyRead) {
        connections.remove(connection);
        byte[] kept = alreadyRead.clone();
        if (waiting.addFirst(connection, kept)) {
            notifyAll();
            clock.schedule(() -> giveUp(connection, kept), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** If it still waits for a server since it came back with these bytes; who has asked for something is told. */
    private void giveUp(SocketChannel connection, byte[] kept) {
        synchronized (this) {
            if (!waiting.remove(connection, kept)) {
                return;
            }
        }
        if (kept.length > 0) {
            Apology.to(connection, clock);
        } else {
            Apology.close(connection);
        }
    }

    @Override
    public Map<String, Object> apply(SocketChannel connection) {
        byte[] before = waiting.read(connection);
        return passedIn.addresses(connection)
                .map(it -> Map.<String, Object>of("read", before, "client", it.client(), "server", it.server()))
                .orElse(before.length == 0 ? USUAL : Map.of("read", before));
    }

    synchronized boolean taken() {
        return !takers.isEmpty();
    }

    /** The next connection for this server. */
    synchronized SocketChannel next(HandedChannel taker) throws InterruptedException, IOException {
        while (takers.contains(taker) && !ended && (!letIn || waiting.size() == 0)) {
            wait();
        }
        if (ended || !takers.contains(taker)) {
            throw new AsynchronousCloseException();
        }
        SocketChannel connection = waiting.next();
        connections.add(connection);
        notifyAll();
        return connection;
    }

    @Override
    public void run() {
        try {
            while (awaitTaker()) {
                entrance.next().ifPresent(this::take);
            }
        } catch (ClosedChannelException e) {
            LOG.debug("The listening socket is closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever connects to the socket is let in from now on, and nobody else any more. */
    void enter() throws IOException {
        entrance.enter();
        passedIn.enter();
    }

    /** Takes in what a process passes on from which this one has taken over. */
    void listenToFormer() {
        passedIn.listen(this::take);
    }

    private void take(SocketChannel connection) {
        if (!keeps(connection)) {
            Apology.to(connection, clock);
        }
    }

    /** Keeps it for a server, unless there is none and none comes. */
    private synchronized boolean keeps(SocketChannel connection) {
        if (isGone()) {
            return false;
        }
        waiting.add(connection);
        notifyAll();
        return true;
    }

    private boolean isGone() {
        return goneAt != NEVER && System.nanoTime() - goneAt > patience.toNanos();
    }

    /** Looks until all that is behind the server of this turn is ready to answer, and lets connections in then. */
    private void look(long forTurn) {
        boolean answers = ready.getAsBoolean();
        synchronized (this) {
            if (ended || forTurn != turn) {
                return;
            }
            if (answers) {
                letIn = true;
                notifyAll();
                return;
            }
        }
        clock.schedule(() -> look(forTurn), LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** Waits until a server wants connections, or none comes; false at the end. */
    private synchronized boolean awaitTaker() throws InterruptedException {
        while (!ended && !isGone() && (!letIn || takers.isEmpty() || waiting.size() >= AHEAD)) {
            wait(goneAt == NEVER ? 0 : patience.toMillis() + 1);
        }
        return !ended;
    }

    /**
     * Accepts no more. Closing the channel gives back our descriptor only: another process that has the socket too gets all that
     * waits in the backlog. What was accepted and no server has, and what a server gives back, is passed on to that process.
     */
    void leave() throws IOException {
        entrance.leave();
        passedIn.close();
        PassedOn other = new PassedOn(passedIn.file(), patience, clock);
        synchronized (this) {
            pause();
            waiting.passOn(other);
        }
    }

    /** How many connections there are, with those that no server has. */
    synchronized int open() {
        return waiting.open() + connections.open();
    }

    /** Which requests were passed on and are not answered. */
    synchronized List<String> passedOn() {
        return waiting.underWay();
    }

    /** Ends the accepting. Closing the channel gives back our descriptor; another process may go on with the socket. */
    void end() throws IOException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        entrance.close();
        passedIn.close();
        waiting.close();
    }
}
