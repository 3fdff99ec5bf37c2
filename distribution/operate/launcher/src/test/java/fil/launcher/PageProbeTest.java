package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageProbeTest {
    private HttpServer server;
    private volatile int status;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/shop", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private PageProbe probe() {
        return new PageProbe("127.0.0.1", server.getAddress().getPort(), "/shop");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 401, 403, 405, 410, 499})
    void whateverIsBelowFiveHundredIsAnAnswer(int said) {
        status = said;
        assertTrue(probe().answers());
        assertEquals(said, probe().status());
        assertTrue(probe().answers(said));
        assertFalse(probe().answers(said + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aFailureIsNoAnswer(int said) {
        status = said;
        assertFalse(probe().answers());
    }

    @Test
    void nothingThereIsBelievedWhenItIsSaidForAWhile() throws InterruptedException {
        status = 404;
        PageProbe probe = probe();
        long began = System.nanoTime();
        while (!probe.answers()) {
            assertTrue(System.nanoTime() - began < Duration.ofMinutes(1).toNanos(), "it is believed some time");
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(System.nanoTime() - began >= Duration.ofSeconds(2).toNanos(), "but not at once");
    }

    @Test
    void nobodyThereIsNoAnswer() {
        server.stop(0);
        assertFalse(probe().answers());
        assertEquals(0, probe().status());
    }

    /** Each octet in time, and never an answer. */
    @Test
    void answerThatDripsIsNotWaitedForLongerThanTheWhole() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> {
                try (Socket asked = dripping.accept()) {
                    while (true) {
                        asked.getOutputStream().write('H');
                        TimeUnit.MILLISECONDS.sleep(50);
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt(); // nobody listens any more: the end of it
                }
            });
            drip.start();
            assertEquals(0, new PageProbe("127.0.0.1", dripping.getLocalPort(), "/").status());
            drip.join(Duration.ofMinutes(1).toMillis());
            assertFalse(drip.isAlive(), "the connection was closed");
        }
    }
}
