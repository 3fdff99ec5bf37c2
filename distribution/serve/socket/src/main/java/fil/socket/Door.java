package fil.socket;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final long AGAIN_MS = 100;
    private static final byte[] NOTHING = {};
    private static final Map<String, Object> USUAL = Map.of("read", NOTHING);
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocketChannel listening;

    /** Where connections come from: of a process that is tried out another one, until clients are let in. */
    private volatile ServerSocketChannel entrance;

    private final BooleanSupplier ready;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private final Connections connections = new Connections();
    private final Deque<SocketChannel> accepted = new ArrayDeque<>();
    private final Map<SocketChannel, byte[]> read = new ConcurrentHashMap<>();
    private final Set<HandedChannel> takers = new LinkedHashSet<>();
    private final PassedIn passedIn;
    private Optional<PassedOn> passedOn = Optional.empty();
    private long turn;
    private boolean letIn;
    private boolean ended;

    /** Since when no server is there; never before the first one has come. */
    private long goneAt = NEVER;

    /** Known to the accepting thread only. */
    private boolean failing;

    Door(
            ServerSocketChannel listening,
            Optional<ServerSocketChannel> trial,
            PassedIn passedIn,
            BooleanSupplier ready,
            Duration patience,
            ScheduledExecutorService clock) {
        this.listening = listening;
        this.entrance = trial.orElse(listening);
        this.passedIn = passedIn;
        this.ready = ready;
        this.patience = patience;
        this.clock = clock;
    }

    ServerSocketChannel listening() {
        return listening;
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
        if (passedOn.isPresent()) {
            passedOn.get().take(connection, kept);
            return;
        }
        read.put(connection, kept);
        accepted.addFirst(connection);
        notifyAll();
        clock.schedule(() -> giveUp(connection, kept), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** If it still waits for a server since it came back with these bytes; who has asked for something is told. */
    private void giveUp(SocketChannel connection, byte[] kept) {
        synchronized (this) {
            if (read.get(connection) != kept || !accepted.remove(connection)) {
                return;
            }
            read.remove(connection);
        }
        if (kept.length > 0) {
            Apology.to(connection, clock);
        } else {
            Apology.close(connection);
        }
    }

    @Override
    public Map<String, Object> apply(SocketChannel connection) {
        byte[] before = read(connection);
        return passedIn.addresses(connection)
                .map(it -> Map.<String, Object>of("read", before, "client", it.client(), "server", it.server()))
                .orElse(before.length == 0 ? USUAL : Map.of("read", before));
    }

    private byte[] read(SocketChannel connection) {
        return Optional.ofNullable(read.remove(connection)).orElse(NOTHING);
    }

    synchronized boolean taken() {
        return !takers.isEmpty();
    }

    /** The next connection for this server. */
    synchronized SocketChannel next(HandedChannel taker) throws InterruptedException, IOException {
        while (takers.contains(taker) && !ended && (!letIn || accepted.isEmpty())) {
            wait();
        }
        if (ended || !takers.contains(taker)) {
            throw new AsynchronousCloseException();
        }
        SocketChannel connection = accepted.remove();
        connections.add(connection);
        notifyAll();
        return connection;
    }

    @Override
    public void run() {
        try {
            while (awaitTaker()) {
                accept();
            }
        } catch (ClosedChannelException e) {
            LOG.debug("The listening socket is closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever connects to the socket is let in from now on, and nobody else any more. */
    void enter() throws IOException {
        ServerSocketChannel trial = entrance;
        entrance = listening;
        if (trial != listening) {
            trial.close();
        }
        passedIn.enter();
    }

    /** What stands against it, no file descriptor left say, may pass. */
    private void accept() throws ClosedChannelException, InterruptedException {
        ServerSocketChannel from = entrance;
        try {
            SocketChannel connection = from.accept();
            failing = false;
            if (!keeps(connection)) {
                Apology.to(connection, clock);
            }
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
    }

    /** Takes in what a process passes on from which this one has taken over. */
    void listenToFormer() {
        passedIn.listen(connection -> {
            if (!keeps(connection)) {
                Apology.to(connection, clock);
            }
        });
    }

    /** Keeps it for a server, unless there is none and none comes. */
    private synchronized boolean keeps(SocketChannel connection) {
        if (isGone()) {
            return false;
        }
        if (passedOn.isPresent()) {
            passedOn.get().take(connection, NOTHING);
            return true;
        }
        accepted.add(connection);
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
        while (!ended && !isGone() && (!letIn || takers.isEmpty() || accepted.size() >= AHEAD)) {
            wait(goneAt == NEVER ? 0 : patience.toMillis() + 1);
        }
        return !ended;
    }

    /**
     * Accepts no more. Closing the channel gives back our descriptor only: another process that has the socket too gets all that
     * waits in the backlog. What was accepted and no server has, and what a server gives back, is passed on to that process.
     */
    void leave() throws IOException {
        listening.close();
        passedIn.close();
        PassedOn other = new PassedOn(passedIn.file(), patience, clock);
        synchronized (this) {
            passedOn = Optional.of(other);
            pause();
            for (SocketChannel connection : accepted) {
                other.take(connection, read(connection));
            }
            accepted.clear();
        }
    }

    /** How many connections there are, with those that no server has. */
    synchronized int open() {
        return accepted.size()
                + connections.open()
                + passedOn.map(PassedOn::open).orElse(0);
    }

    /** Which requests were passed on and are not answered. */
    synchronized List<String> passedOn() {
        return passedOn.map(PassedOn::underWay).orElse(List.of());
    }

    /** Ends the accepting. Closing the channel gives back our descriptor; another process may go on with the socket. */
    void end() throws IOException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        listening.close();
        entrance.close();
        passedIn.close();
        if (passedOn.isPresent()) {
            passedOn.get().close();
        }
        for (SocketChannel connection : accepted) {
            connection.close();
        }
    }
}
