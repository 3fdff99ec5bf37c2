package fil.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all connections of a server once a second. Those whose client sends a request, or takes an answer, so slowly that it
 * can only be meant to hurt are closed: Jetty's own time limit begins again with each octet.
 */
final class ClientGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientGuard.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** For who does not take his answer while others wait for a thread: he may have one of them. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);

    private final Server server;
    private final Duration patience;
    private final ScheduledExecutorService looking;
    private Map<EndPoint, ClientPace> paces = new HashMap<>();

    ClientGuard(Server server, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fil client guard");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        looking.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        looking.shutdown();
    }

    private void look() {
        try {
            look(System.nanoTime());
        } catch (RuntimeException e) {
            LOG.warn("The connections could not be looked at", e);
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
}
