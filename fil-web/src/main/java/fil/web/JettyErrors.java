package fil.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Answers what Jetty refuses before any servlet sees it (a malformed request, say) as plainly as {@link ErrorServlet}.
 * Felix hands the server out only to those who add a connector to it: the one added here listens to nothing. The server's
 * clients are guarded from here too.
 */
@Component
public final class JettyErrors implements ConnectorFactory {
    /** How long a client may dawdle over one request or one answer; the launcher sets it from the operator's settings. */
    private static final String PATIENCE = "fil.http.patience";

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private Runnable restore = () -> {};

    /** Made by DS. */
    @Activate
    public JettyErrors(BundleContext context) {
        String value = context.getProperty(PATIENCE);
        patience = value == null || value.isBlank() ? USUAL_PATIENCE : Duration.ofMillis(Long.parseLong(value.trim()));
    }

    @Override
    public synchronized Connector createConnector(Server server) {
        restore.run();
        Request.Handler before = server.getErrorHandler();
        ClientGuard guard = new ClientGuard(server, patience);
        guard.start();
        restore = () -> {
            guard.close();
            server.setErrorHandler(before);
        };
        server.setErrorHandler(JettyErrors::answer);
        return new Deaf(server);
    }

    @Deactivate
    synchronized void deactivate() {
        restore.run();
    }

    private static boolean answer(Request request, Response response, Callback callback) {
        byte[] body = Answers.sentence(response.getStatus());
        Answers.PLAIN.writeOver(response.getHeaders());
        response.getHeaders().put("Content-Length", body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** Felix HTTP starts with connectors of this kind only: with another one there already, a restart of Jetty fails. */
    private static final class Deaf extends ServerConnector {
        Deaf(Server server) {
            super(server, 1, 1, new HttpConnectionFactory());
        }

        @Override
        public void open() {
            // listens to nothing
        }

        /** Jetty calls this again and again until it stops, which interrupts it. */
        @Override
        public void accept(int acceptor) {
            LockSupport.park(this);
        }
    }
}
