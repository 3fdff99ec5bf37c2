package fil.it.trust;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** One client takes all the places there are, with the worst that is let through, in the heap that is usual. */
class HostileClientIT {
    private static final String FIELD = "x".repeat(36) + ":" + "y".repeat(40) + "\r\n";
    private static final String BEGIN = "GET /which-color.json HTTP/1.1\r\nHost: localhost\r\n";
    private static final List<byte[]> WORST = List.of(
            bytes(BEGIN + "a:\r\n".repeat(2_020)),
            bytes(BEGIN + FIELD.repeat(98)),
            bytes("GET /" + "%c3%a9".repeat(1_330) + " HTTP/1.1\r\nHost: localhost\r\n"),
            bytes(BEGIN + FIELD.repeat(98) + "\r\n"),
            bytes("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 64000\r\n\r\n" + "z".repeat(64_000)));

    private final List<Socket> clients = new ArrayList<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void processLivesAndAnswersWhenTheyHaveLeft() throws IOException {
        try (Installation installation = Installation.of(Archives.A).start()) {
            long process = installation.pid().pid();
            for (int i = 0; i < 4_000; i++) {
                send(installation, WORST.get(i % WORST.size()));
            }
            installation.fil("ping").ends(0);
            for (Socket client : clients) {
                client.close();
            }
            await("an answer").atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> installation
                    .web()
                    .answers());
            assertEquals(process, installation.pid().pid(), "the process that was there before");
            assertFalse(installation.log().contains("OutOfMemoryError"), installation.log());
        }
    }

    @Test
    void moreThanTheHeapHasRoomForIsRefusedAtTheStart() {
        try (Installation installation = Installation.of(Archives.A).with("FIL_HTTP_CONNECTIONS", "100000")) {
            installation.fil("start").ends(4).says("http.connections is 100000", "has room for", "-Xmx");
        }
    }

    /** Who is cut off in the middle has been refused. */
    private void send(Installation installation, byte[] worst) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), installation.port());
        clients.add(client);
        try {
            client.getOutputStream().write(worst);
        } catch (SocketException refused) {
            client.close();
        }
    }
}
