package fil.socket;

import fil.signals.DaemonThread;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a process that another one has taken over from: its connections, with what was read of a request that nobody has begun here.
 * What their clients ask goes on to the process that has the state now ({@link PassedIn}), byte by byte, and so does the answer.
 */
final class PassedOn implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PassedOn.class);
    private static final long AGAIN_MS = 10;
    private static final long GOODBYE_MS = 1_000;

    /** What was read of the request that is to be passed on, if anything, and since when it is tried. */
    private record Given(Passage passage, byte[] read, long since) {}

    private final Path door;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private final Selector selector;
    private final Queue<Given> given = new ConcurrentLinkedQueue<>();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();

    /**
     * Goes on until it is closed.
     *
     * @param door the socket of the other process
     * @param patience how long that one may take until it is there
     */
    PassedOn(Path door, Duration patience, ScheduledExecutorService clock) throws IOException {
        this.door = door;
        this.patience = patience;
        this.clock = clock;
        this.selector = Selector.open();
        DaemonThread.of("fil-socket-passed-on", this).start();
    }

    /** @param read what was read of it, and is not answered here */
    void take(SocketChannel connection, byte[] read) {
        try {
            Passage passage = new Passage(connection);
            passages.add(passage);
            give(new Given(passage, read, System.nanoTime()));
        } catch (IOException e) {
            LOG.debug("{} has gone", connection, e);
            Apology.close(connection);
        }
    }

    private void give(Given next) {
        given.add(next);
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::move);
                for (Given next = given.poll(); next != null; next = given.poll()) {
                    begin(next);
                }
            }
        } catch (ClosedSelectorException e) {
            LOG.debug("No more is passed on");
        } catch (IOException e) {
            LOG.error("What clients ask on {} connections cannot be passed on", passages.size(), e);
        }
    }

    private void begin(Given next) {
        try {
            if (next.read().length > 0) {
                pass(next);
            } else {
                next.passage().await(selector);
            }
        } catch (IOException e) {
            gone(next.passage(), e);
        }
    }

    private void move(SelectionKey key) {
        Passage passage = (Passage) key.attachment();
        try {
            if (!passage.isPassed()) {
                key.interestOps(0);
                pass(new Given(passage, passage.heard(), System.nanoTime()));
            } else {
                goOn(passage);
            }
        } catch (IOException | CancelledKeyException e) {
            gone(passage, e);
        }
    }

    private void goOn(Passage passage) throws IOException {
        if (passage.move()) {
            // a little later: a connection that is closed before all was read from it takes its answer along
            clock.schedule(() -> forget(passage), GOODBYE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void pass(Given next) throws IOException {
        SocketChannel other;
        try {
            other = SocketChannel.open(UnixDomainSocketAddress.of(door));
        } catch (IOException e) {
            later(next, e);
            return;
        }
        try {
            next.passage().pass(other, PassedIn.introduced(next.passage().client(), next.read()), selector);
        } catch (IOException e) {
            other.close();
            throw e;
        }
        goOn(next.passage());
    }

    /** The other process has decided to come, and may need a moment. */
    private void later(Given next, IOException failure) {
        if (System.nanoTime() - next.since() < patience.toNanos()) {
            clock.schedule(() -> give(next), AGAIN_MS, TimeUnit.MILLISECONDS);
        } else {
            LOG.warn("{} cannot be: the other process cannot be reached", next.passage(), failure);
            passages.remove(next.passage());
            Apology.to(next.passage().client(), clock);
        }
    }

    private void gone(Passage passage, Exception why) {
        LOG.debug("{} has ended", passage, why);
        forget(passage);
    }

    private void forget(Passage passage) {
        passages.remove(passage);
        passage.close();
    }

    /** How many connections there are. */
    int open() {
        return passages.size();
    }

    /** The requests whose answers are not complete, streams of events apart. */
    List<String> underWay() {
        return passages.stream()
                .filter(Passage::isUnderWay)
                .map(Passage::toString)
                .toList();
    }

    void close() throws IOException {
        selector.close();
        passages.forEach(Passage::close);
    }
}
