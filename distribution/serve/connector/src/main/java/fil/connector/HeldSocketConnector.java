package fil.connector;

import fil.signals.ClientBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector as Felix makes its own, with that one's settings, but on a channel that was opened elsewhere and outlives it.
 * Needs one acceptor: the channel blocks in accept.
 */
final class HeldSocketConnector implements ConnectorFactory {

    private final HeldSocket socket;
    private final int most;
    private final Duration patience;
    private final BodyLimit bodies;
    private final Consumer<Server> sessions;
    private final List<KeepingConnector> connectors = new CopyOnWriteArrayList<>();

    /**
     * The port of Jetty's own connector is closed.
     *
     * @param most how many connections there may be at once
     * @param patience how long a client may dawdle over one request or one answer
     * @param bodies how large a request may be
     * @param sessions keeps the sessions of a server
     */
    HeldSocketConnector(HeldSocket socket, int most, Duration patience, BodyLimit bodies, Consumer<Server> sessions) {
        this.sessions = sessions;
        this.socket = socket;
        this.most = most;
        this.patience = patience;
        this.bodies = bodies;
    }

    private static Optional<ServerConnector> own(Server server) {
        return Stream.of(server.getConnectors())
                .filter(it -> it.getClass() == ServerConnector.class)
                .map(ServerConnector.class::cast)
                .findFirst();
    }

    @Override
    public Connector createConnector(Server server) {
        Optional<ServerConnector> own = own(server);
        HttpConnectionFactory http = own.map(it -> it.getConnectionFactory(HttpConnectionFactory.class))
                .map(this::like)
                .orElseGet(() -> new KeptConnections(bounded(new HttpConfiguration())));
        int selectors =
                own.map(it -> it.getSelectorManager().getSelectorCount()).orElse(1);
        Places places = new Places(most);
        KeepingConnector connector = new KeepingConnector(server, selectors, http, socket, places);
        own.ifPresent(it -> connector.setIdleTimeout(it.getIdleTimeout()));
        connector.addBean(new ClientGuard(server, places, patience));
        server.setErrorHandler(new PlainErrors());
        sessions.accept(server);
        try {
            connector.open(socket.listening().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connectors.add(connector);
        own.ifPresent(ServerConnector::close);
        return connector;
    }

    /** How many connections are in the middle of an answer that may go on for ever. */
    int streaming() {
        return connectors.stream().mapToInt(KeepingConnector::streaming).sum();
    }

    /** The requests that are being read or answered, streams apart. */
    List<String> underWay() {
        return connectors.stream().flatMap(KeepingConnector::underWay).toList();
    }

    /** Gives back the idle connections of all servers that run; how many there were. */
    int giveBackIdle() {
        connectors.removeIf(it -> it.isStopped() || it.isFailed());
        return connectors.stream()
                .filter(KeepingConnector::isRunning)
                .mapToInt(KeepingConnector::giveBackIdle)
                .sum();
    }

    private HttpConnectionFactory like(HttpConnectionFactory own) {
        HttpConfiguration configuration = bounded(new HttpConfiguration(own.getHttpConfiguration()));
        HttpConnectionFactory http = new KeptConnections(configuration);
        http.setInputBufferSize(own.getInputBufferSize());
        http.setUseInputDirectByteBuffers(own.isUseInputDirectByteBuffers());
        http.setUseOutputDirectByteBuffers(own.isUseOutputDirectByteBuffers());
        return http;
    }

    /** What one request may cost, as {@link ClientBudget} counts on. */
    private HttpConfiguration bounded(HttpConfiguration configuration) {
        configuration.setRequestHeaderSize(Math.min(configuration.getRequestHeaderSize(), ClientBudget.HEAD));
        // the cache of each connection has a table of 96 octets for each of its characters
        configuration.setHeaderCacheSize(0);
        configuration.addCustomizer(KeptEndPoint::begin);
        configuration.addCustomizer(bodies);
        return configuration;
    }
}
