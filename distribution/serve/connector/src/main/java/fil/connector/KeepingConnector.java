package fil.connector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that gives its connections back, where no answer has begun, instead of closing them. */
final class KeepingConnector extends ServerConnector {

    private final HeldSocket socket;
    private final Places places;

    KeepingConnector(Server server, int selectors, HttpConnectionFactory http, HeldSocket socket, Places places) {
        super(server, 1, selectors, http);
        this.socket = socket;
        this.places = places;
        addBean(places);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        try {
            places.await();
        } catch (InterruptedException e) {
            // so does Jetty end an acceptor
            Thread.currentThread().interrupt();
            return;
        }
        if (isOpen()) {
            take(((ServerSocketChannel) getTransport()).accept());
            places.take();
        }
    }

    /** As Jetty, which takes connections of TCP alone; one that a former process passes on is none. */
    private void take(SocketChannel connection) throws IOException {
        connection.configureBlocking(false);
        if (connection.getRemoteAddress() instanceof InetSocketAddress) {
            configure(connection.socket());
        }
        getSelectorManager().accept(connection);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint =
                new KeptEndPoint(channel, selector, key, getScheduler(), getExecutor(), socket);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private Stream<KeptEndPoint> endPoints() {
        return getConnectedEndPoints().stream()
                .filter(KeptEndPoint.class::isInstance)
                .map(KeptEndPoint.class::cast);
    }

    /** How many connections are in the middle of an answer that may go on for ever. */
    int streaming() {
        return (int) endPoints().filter(KeptEndPoint::isStreaming).count();
    }

    Stream<String> underWay() {
        return endPoints().flatMap(it -> it.underWay().stream());
    }

    /** Gives back the connections without a request that somebody answers at this moment; how many there were. */
    int giveBackIdle() {
        return (int) endPoints().filter(KeptEndPoint::leave).count();
    }
}
