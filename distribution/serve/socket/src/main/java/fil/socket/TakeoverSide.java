package fil.socket;

import fil.signals.Hold;
import fil.signals.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket's part when another process takes over, in both of them; the launcher has the whole. A service of JDK types:
 * <pre>
 * enter     let clients in; they see what they saw
 * settle    the state is here, they see it from now on
 * close     accept no more; answers say Connection: close (fil.gate sees the service that is registered for it); what is asked
 *           from now on is passed on to the other process
 * await MS  until no request is under way, at most so long; the answer is how many are cut
 * </pre>
 */
final class TakeoverSide implements UnaryOperator<String> {

    private static final Logger LOG = LoggerFactory.getLogger(TakeoverSide.class);
    /** A system property, as it is to outlive this bundle: clients have been let into this process. */
    static final String ENTERED = "fil.socket.entered";

    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_MS = 10;

    private final BundleContext context;
    private final Door door;
    private final ServerSide server;
    private Hold view;

    TakeoverSide(BundleContext context, Door door) {
        this.context = context;
        this.door = door;
        this.server = new ServerSide(context);
    }

    void offer() {
        context.registerService(UnaryOperator.class, this, Names.named(Names.SOCKET_TAKEOVER));
    }

    @Override
    public synchronized String apply(String words) {
        String[] order = words.split(" ");
        try {
            switch (order[0]) {
                case "enter" -> enter();
                case "settle" -> view.end();
                case "close" -> close();
                case "await" -> {
                    return Integer.toString(await(Long.parseLong(order[1])));
                }
                default -> throw new IllegalArgumentException(words);
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void enter() throws IOException {
        view = Hold.begin(context);
        door.enter();
        System.setProperty(ENTERED, "true");
    }

    private void close() throws IOException {
        context.registerService(Object.class, this, Names.marked(Names.LEAVES));
        view = Hold.begin(context);
        door.leave();
        server.giveBack();
        LOG.info(
                "Another process takes over: this one answers what is under way, and passes on what is asked from now on");
    }

    private List<String> underWay() {
        return Stream.concat(server.underWay().stream(), door.passedOn().stream())
                .toList();
    }

    /** A connection without a request gets a moment in which its client may still ask. */
    private int await(long longestMs) throws InterruptedException {
        long began = System.nanoTime();
        long longest = TimeUnit.MILLISECONDS.toNanos(longestMs);
        long lastChange = began;
        int open = door.open();
        List<String> underWay = underWay();
        while ((!underWay.isEmpty() || open > 0 && System.nanoTime() - lastChange < SILENT_NS)
                && System.nanoTime() - began < longest) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            int now = door.open();
            boolean same = now == open && underWay.isEmpty();
            lastChange = same ? lastChange : System.nanoTime();
            open = now;
            server.giveBack();
            underWay = underWay();
        }
        if (underWay.isEmpty()) {
            LOG.info("No request is under way; {} connections are left, all silent or streams", open);
        } else {
            LOG.warn(
                    "{} requests are cut, as they take longer than http.leave, {} ms: {}",
                    underWay.size(),
                    longestMs,
                    String.join(", ", underWay));
        }
        return underWay.size();
    }
}
