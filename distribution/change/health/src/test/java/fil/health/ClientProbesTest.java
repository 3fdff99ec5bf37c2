package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Served;
import fil.signals.Hold;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

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

    @Test
    void whatWasNotAnsweredIsAskedAgainAndLongerUnlessClientsWait() throws IOException {
        assertEquals(List.of(Map.of("/", 0), Map.of("/", 200)), twiceAsked(false));
        assertEquals(List.of(Map.of("/", 0), Map.of("/", 0)), twiceAsked(true));
    }

    /** What is heard of a server that answers half a second late, or not at all where nobody waits for it any longer. */
    private static List<Map<String, Integer>> twiceAsked(boolean held) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread late = new Thread(() -> answerLate(server));
            late.setDaemon(true);
            late.start();
            BundleContext context = context(server.getLocalPort(), held);
            ClientProbes probes = new ClientProbes(
                    context,
                    new Whiteboard(new ServiceLookup(context)),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(60));
            return List.of(probes.askAfter(Set.of("/")), probes.askAfter(Set.of("/")));
        }
    }

    private static void answerLate(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    Thread.sleep(500);
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (InterruptedException e) {
                    return;
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static BundleContext context(int port, boolean held) {
        return (BundleContext) Proxy.newProxyInstance(
                ClientProbesTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> "fil.socket.port".equals(arguments[0]) ? String.valueOf(port) : null;
                    case "getAllServiceReferences", "getServiceReferences" ->
                        held && Hold.FILTER.equals(arguments[1]) ? new ServiceReference<?>[] {reference()} : null;
                    default -> null;
                });
    }

    private static ServiceReference<?> reference() {
        return (ServiceReference<?>) Proxy.newProxyInstance(
                ClientProbesTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, arguments) -> null);
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
