package fil.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with few threads and an answer that keeps one until it is taken. */
class ClientGuardTest {
    private static final Duration FOREVER = Duration.ofHours(1);
    private final Server server = new Server(new QueuedThreadPool(8));
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final ClientGuard guard = new ClientGuard(server, new Places(1_000), FOREVER);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(4_096);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                int size = request.getHttpURI().getPath().equals("/large") ? 8 << 20 : 1;
                Content.Sink.write(response, true, ByteBuffer.allocate(size));
                callback.succeeded();
                return true;
            }
        });
        server.start();
        guard.start();
    }

    @AfterEach
    void stop() throws Exception {
        guard.stop();
        server.stop();
    }

    @Test
    void whoTakesNothingDoesNotKeepAThreadThatOthersWaitFor() throws Exception {
        byte[] request = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<SocketChannel> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 1_024);
                channel.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()));
                channel.write(ByteBuffer.wrap(request));
                deaf.add(channel);
            }
            URI small = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/small");
            HttpRequest patient = HttpRequest.newBuilder(small)
                    .timeout(Duration.ofSeconds(60))
                    .build();
            assertEquals(
                    200,
                    HttpClient.newHttpClient()
                            .send(patient, HttpResponse.BodyHandlers.ofString())
                            .statusCode());
        } finally {
            for (SocketChannel channel : deaf) {
                channel.close();
            }
        }
    }
}
