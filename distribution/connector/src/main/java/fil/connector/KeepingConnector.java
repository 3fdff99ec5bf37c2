package fil.connector;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that gives its idle connections back instead of closing them. */
final class KeepingConnector extends ServerConnector {

    private static final long PATIENCE_MS = 1_000;

    KeepingConnector(Server server, int selectors, HttpConnectionFactory http) {
        super(server, 1, selectors, http);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new KeptEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** How many connections are in the middle of an answer. */
    int answering() {
        return (int) getConnectedEndPoints().stream()
                .filter(it -> it instanceof KeptEndPoint kept && kept.isAnswering())
                .count();
    }

    /** The connections on which nothing is going on at this moment; they are the caller's now. */
    List<SocketChannel> takeIdle() {
        Queue<SocketChannel> idle = new ConcurrentLinkedQueue<>();
        Map<ManagedSelector, List<KeptEndPoint>> bySelector = getConnectedEndPoints().stream()
                .filter(KeptEndPoint.class::isInstance)
                .map(KeptEndPoint.class::cast)
                .collect(Collectors.groupingBy(KeptEndPoint::selector));
        CountDownLatch done = new CountDownLatch(bySelector.size());
        bySelector.forEach((selector, endPoints) -> selector.submit(it -> {
            endPoints.forEach(endPoint -> endPoint.takeIfIdle().ifPresent(idle::add));
            done.countDown();
        }));
        try {
            done.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(idle);
    }
}
