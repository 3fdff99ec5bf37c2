package fil.it.trust;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that dawdle, or come in hordes, cost others nothing. */
class SlowClientIT {
    private static final byte[] BEGINNING =
            "GET /which-color.json HTTP/1.1\r\nHost: localhost\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] WHOLE =
            "GET /which-color.json HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** An answer that does not end, so that the connection is never idle. */
    private static final byte[] STREAM =
            "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void oneThatSendsItsHeaderDropByDropIsClosed() throws IOException {
        try (Installation installation = Installation.of(Archives.A)
                        .with("FIL_HTTP_PATIENCE", "2000")
                        .start();
                Socket slow = connect(installation)) {
            slow.getOutputStream().write(BEGINNING);
            await("the end of the slow connection")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> !drip(slow));
            assertEquals(200, installation.web().ask("GET", "/which-color.json").statusCode());
        }
    }

    @Test
    void oneThatSaysNothingForAWhileIsKept() throws IOException {
        try (Installation installation = Installation.of(Archives.A)
                        .with("FIL_HTTP_PATIENCE", "1000")
                        .start();
                Socket idle = connect(installation)) {
            idle.setSoTimeout(5000);
            for (int round = 0; round < 2; round++) {
                idle.getOutputStream().write(WHOLE);
                byte[] answer = new byte[12];
                assertEquals(12, idle.getInputStream().readNBytes(answer, 0, 12));
                assertEquals("HTTP/1.1 200", new String(answer, StandardCharsets.US_ASCII));
                idle.getInputStream().skipNBytes(idle.getInputStream().available());
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            }
        }
    }

    @Test
    void beyondTheLimitOfConnectionsNewOnesWaitUntilOthersEnd() throws IOException {
        try (Installation installation =
                Installation.of(Archives.A).with("FIL_HTTP_CONNECTIONS", "20").start()) {
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                many.add(connect(installation));
                many.get(i).getOutputStream().write(STREAM);
            }
            await("the limit")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> installation.log().contains("no more are accepted (http.connections)"));
            // not one more, not for a moment: all of them have asked
            await("as many answers as there are places")
                    .during(Duration.ofMillis(1_500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> answered(many) > 10 && answered(many) <= 20);
            for (Socket one : many) {
                one.close();
            }
            await("answers again")
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> installation.web().answers());
            await("the end of the limit")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> installation.log().contains("Connections are accepted again"));
        }
    }

    @Test
    void thoseOnWhichNothingHappensMakeRoom() throws IOException {
        try (Installation installation =
                Installation.of(Archives.A).with("FIL_HTTP_CONNECTIONS", "20").start()) {
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                many.add(connect(installation));
                many.get(i).getOutputStream().write(WHOLE);
            }
            // Jetty closes them after 30 s each
            await("an answer for each of them")
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> answered(many) == many.size());
            for (Socket one : many) {
                one.close();
            }
        }
    }

    @Test
    void thoseThatTakeAllFileDescriptorsAreForgottenWhenTheyHaveLeft() throws IOException {
        try (Installation installation = Installation.of(Archives.A)) {
            installation
                    .run(installation.home(), List.of("sh", "-c", "ulimit -n 300 && bin/fil start"))
                    .ends(0);
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                many.add(connect(installation));
            }
            await("the lack of file descriptors")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> installation.log().contains("Too many open files"));
            for (Socket one : many) {
                one.close();
            }
            await("answers again")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> installation.web().answers());
            installation.fil("ping").ends(0);
        }
    }

    private static Socket connect(Installation installation) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), installation.port());
    }

    private static long answered(List<Socket> clients) throws IOException {
        long answered = 0;
        for (Socket client : clients) {
            answered += client.getInputStream().available() > 0 ? 1 : 0;
        }
        return answered;
    }

    private static boolean drip(Socket slow) throws IOException {
        try {
            slow.getOutputStream().write('x');
            return true;
        } catch (SocketException closed) {
            return false;
        }
    }
}
