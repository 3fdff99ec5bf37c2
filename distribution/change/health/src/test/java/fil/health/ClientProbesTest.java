package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Served;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked. */
class ClientProbesTest {
    @Test
    void patternsThatNameAPathAreAskedAndOthersAreNot() {
        assertEquals(Optional.of("/"), ClientProbes.path(""));
        assertEquals(Optional.of("/shop"), ClientProbes.path("/shop"));
        assertEquals(Optional.of("/files/"), ClientProbes.path("/files/*"));
        assertEquals(Optional.empty(), ClientProbes.path("*.jsp"));
        assertEquals(Optional.empty(), ClientProbes.path("/a b"));
        assertEquals(Optional.empty(), ClientProbes.path("/x\r\nHost: y"));
    }

    @Test
    void whatChangesIsAskedFirstAndNotMoreThanThirtyTwo() {
        Set<Served> served = IntStream.range(0, 100)
                .mapToObj(i -> new Served(Kind.PATH, "/" + i, i == 99 ? "changed" : "other", ""))
                .collect(Collectors.toSet());
        List<String> paths = ClientProbes.paths(served, Set.of("changed"));
        assertEquals(32, paths.size());
        assertEquals("/99", paths.get(0));
    }

    @Test
    void anAnswerThatGoesOnForEverHasItsStatus() throws IOException {
        assertEquals(200, asked("HTTP/1.1 200 OK\r\n\r\n", 5_000));
    }

    @Test
    void aStatusThatIsNotThereInTimeIsNone() throws IOException {
        assertEquals(0, asked("", 300));
        assertEquals(0, asked("what is ", 300));
        assertEquals(0, asked("HTTP/1.1 twenty\r\n", 5_000));
    }

    /** What a server is asked that says this, and then an octet every few milliseconds until nobody hears it. */
    private static int asked(String begin, int patience) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = new Thread(() -> drip(server, begin));
            dripping.start();
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            int status = assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> ClientProbes.ask(address, "/", patience), "still reads");
            dripping.join();
            return status;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static void drip(ServerSocket server, String begin) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                Thread.sleep(20);
                socket.getOutputStream().write('.');
            }
        } catch (IOException | InterruptedException e) {
            // it is not heard any longer: that ends it
        }
    }
}
