package fil.connector;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all connections of a server once a second. Those whose client sends a request, or takes an answer, so slowly that it
 * can only be meant to hurt are closed: Jetty's own time limit begins again with each octet. So are idle ones where places are
 * scarce.
 */
final class ClientGuard extends AbstractLifeCycle {

    private static final Logger LOG = LoggerFactory.getLogger(ClientGuard.class);
    private static final long INTERVAL_MS = 1_000;

    /** A client that was answered so long ago can be done without, if others want its place. */
    private static final long IDLE_MS = 1_000;

    /** For who does not take his answer while others wait for a thread: he may have one of them. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);

    private final Server server;
    private final Places places;
    private final Duration patience;
    private volatile Scheduler.Task next = () -> true;
    private Map<EndPoint, ClientPace> paces = new HashMap<>();

    /**
     * @param places that the connections take
     * @param patience how long a client may dawdle over one request or one answer
     */
    ClientGuard(Server server, Places places, Duration patience) {
        this.server = server;
        this.places = places;
        this.patience = patience;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        next = server.getScheduler().schedule(this::look, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void look() {
        try {
            look(System.nanoTime());
            makeRoom(places.scarce());
        } catch (RuntimeException e) {
            LOG.warn("The connections could not be looked at", e);
        }
        if (isRunning()) {
            lookLater();
        }
    }

    private void look(long now) {
        Map<EndPoint, ClientPace> seen = new HashMap<>();
        Duration taking = server.getThreadPool().isLowOnThreads() ? IMPATIENCE : patience;
        for (Connector connector : server.getConnectors()) {
            for (EndPoint client : connector.getConnectedEndPoints()) {
                ClientPace pace = paces.getOrDefault(client, ClientPace.NEW).next(client, now);
                if (pace.isTooSlow(patience, taking, now)) {
                    LOG.debug("Closed {}, which was too slow", client);
                    client.close();
                } else {
                    seen.put(client, pace);
                }
            }
        }
        paces = seen;
    }

    /** The longest idle first. */
    private void makeRoom(int scarce) {
        if (scarce == 0) {
            return;
        }
        Map<KeptEndPoint, Long> idle = new HashMap<>();
        Stream.of(server.getConnectors())
                .flatMap(it -> it.getConnectedEndPoints().stream())
                .filter(KeptEndPoint.class::isInstance)
                .map(KeptEndPoint.class::cast)
                .forEach(it -> idle.put(it, it.getIdleFor()));
        long closed = idle.entrySet().stream()
                .filter(it -> it.getValue() > IDLE_MS)
                .sorted(Map.Entry.<KeptEndPoint, Long>comparingByValue().reversed())
                .filter(it -> it.getKey().closeIfIdle())
                .limit(scarce)
                .count();
        LOG.debug("Closed {} idle connections, {} places are scarce", closed, scarce);
    }
}
