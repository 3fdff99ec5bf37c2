package fil.connector;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.signals.ClientBudget;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one client can make a server keep in memory is what the budget counts on. */
class ConnectionCostTest {
    private static final int CLIENTS = 200;
    private static final String HOST = "Host: localhost\r\n";
    private static final String BEGIN = "GET / HTTP/1.1\r\n" + HOST;
    private static final ByteBuffer PIECE = ByteBuffer.allocate(32 << 10).asReadOnlyBuffer();
    private static final String FIELD = "x".repeat(36) + ":" + "y".repeat(40) + "\r\n";

    private final Server server = new Server();
    private final List<Socket> clients = new ArrayList<>();
    private ServerSocketChannel listening;

    @BeforeEach
    void start() throws Exception {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        HeldSocket socket =
                new HeldSocket(() -> listening, channel -> Map.of("read", new byte[0]), (channel, read) -> {});
        server.addConnector(
                new HeldSocketConnector(socket, 4_096, Duration.ofHours(1), new BodyLimit(1 << 20), none -> {})
                        .createConnector(server));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                String path = request.getHttpURI().getPath();
                if (path.equals("/large")) {
                    pour(response, callback, 256);
                } else if (!path.equals("/held")) {
                    callback.succeeded();
                }
                return true;
            }
        });
        server.start();
    }

    /** More than the sockets take: the client does not read. */
    private static void pour(Response response, Callback callback, int pieces) {
        Callback next =
                pieces == 1 ? callback : Callback.from(() -> pour(response, callback, pieces - 1), callback::failed);
        response.write(pieces == 1, PIECE.duplicate(), next);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        server.stop();
        listening.close();
    }

    static Stream<String> worst() {
        return Stream.of(
                BEGIN + "User-Agent: x\r\n\r\n",
                BEGIN + FIELD.repeat(98),
                "GET /" + "%c3%a9".repeat(1_330) + " HTTP/1.1\r\n" + HOST,
                "GET /held HTTP/1.1\r\n" + HOST + FIELD.repeat(98) + "\r\n",
                "POST /held HTTP/1.1\r\n" + HOST + "Content-Length: 64000\r\n" + FIELD.repeat(90) + "\r\n"
                        + "z".repeat(20_000),
                "GET /large HTTP/1.1\r\n" + HOST + FIELD.repeat(98) + "\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 64000\r\n\r\n" + "z".repeat(64_000));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void noClientCostsMoreThanItsShare(String sent) throws Exception {
        connect(20, sent);
        long before = used();
        long buffersBefore = buffers();
        connect(CLIENTS, sent);
        long each = (used() - before) / CLIENTS;
        assertTrue(each < ClientBudget.CONNECTION, each + " for " + sent.substring(0, 40));
        long eachInBuffers = (buffers() - buffersBefore) / CLIENTS;
        assertTrue(eachInBuffers <= ClientBudget.BUFFERS, eachInBuffers + " in buffers for " + sent.substring(0, 40));
    }

    /** Outside of the heap. */
    private static long buffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(it -> it.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void oneFieldTooManyIsRefused() throws Exception {
        assertEquals("HTTP/1.1 200", answer(BEGIN + "a:\r\n".repeat(ClientBudget.FIELDS - 1) + "\r\n"));
        assertEquals("HTTP/1.1 431", answer(BEGIN + "a:\r\n".repeat(ClientBudget.FIELDS + 1)));
        assertEquals("HTTP/1.1 431", answer(BEGIN + "a:\r\n".repeat(2_000)));
        assertEquals("HTTP/1.1 431", answer(BEGIN + "a: " + "b".repeat(ClientBudget.HEAD)));
    }

    @Test
    void eachRequestOfAConnectionHasItsOwnFields() throws Exception {
        String one = BEGIN + "a:\r\n".repeat(90) + "\r\n";
        Socket client = connect(1, one.repeat(4) + one.replaceFirst("a:", "Connection: close\r\na:"))
                .get(0);
        client.setSoTimeout(20_000);
        String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(5, answers.split("HTTP/1.1 200", -1).length - 1, answers);
    }

    private String answer(String request) throws IOException {
        return firstOf(connect(1, request).get(0));
    }

    private static String firstOf(Socket client) throws IOException {
        client.setSoTimeout(20_000);
        return new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private List<Socket> connect(int count, String request) throws IOException {
        List<Socket> connected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = new Socket();
            client.setReceiveBufferSize(8_192);
            client.connect(listening.getLocalAddress());
            clients.add(client);
            connected.add(client);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
        return connected;
    }

    /** Once it has come to rest: what is under way is not what is kept. */
    private static long used() {
        long[] last = {Long.MAX_VALUE};
        long[] used = {0};
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    System.gc();
                    used[0] = Runtime.getRuntime().totalMemory()
                            - Runtime.getRuntime().freeMemory();
                    boolean rests = Math.abs(used[0] - last[0]) < 50_000;
                    last[0] = used[0];
                    return rests;
                });
        return used[0];
    }
}
