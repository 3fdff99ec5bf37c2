package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is asked on a connection of the old process once the new one has taken over is carried out by the new one, which has the
 * state, while the old one still answers what it had begun.
 */
class PassedOnIT {
    private static final Duration DEADLINE = Duration.ofSeconds(150);
    private static final Duration LEAVE = Duration.ofSeconds(60);
    private static final String SERVLET = """
            package passed;
            import jakarta.servlet.http.*;
            import java.nio.file.*;
            import java.util.List;
            import org.osgi.framework.*;
            public class Who extends HttpServlet implements BundleActivator {
                private Path folder;
                public void start(BundleContext context) {
                    folder = Path.of(context.getBundle().getHeaders().get("Folder"));
                    context.registerService(jakarta.servlet.Servlet.class, this, new java.util.Hashtable<>(java.util.Map.of(
                        "osgi.http.whiteboard.servlet.pattern", "/who/*", "osgi.http.whiteboard.servlet.asyncSupported", true)));
                }
                public void stop(BundleContext context) {}
                protected void service(HttpServletRequest in, HttpServletResponse out) throws java.io.IOException {
                    String id = in.getPathInfo();
                    Files.writeString(folder.resolve("begun"), id + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    String body = new String(in.getInputStream().readAllBytes(), "US-ASCII");
                    while (List.of("/slow", "/hangs").contains(id) && Files.notExists(Path.of(folder + "/go" + id.substring(1)))) {
                        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                    }
                    if (id.equals("/events")) {
                        in.startAsync().setTimeout(0);
                        out.setContentType("text/event-stream");
                    }
                    byte[] answer = (ProcessHandle.current().pid() + " " + id + " " + in.getRemoteAddr() + " "
                        + in.getRemotePort() + " " + in.getLocalPort() + " " + body + "\\n").getBytes("US-ASCII");
                    if (!id.equals("/events")) {
                        out.setContentLength(answer.length);
                    }
                    out.getOutputStream().write(answer);
                    out.flushBuffer();
                }
            }
            """;

    private final Installation installation = Installation.of(Archives.A);

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void whatComesOnConnectionsOfTheOldProcessIsAnsweredByTheNewOne() throws Exception {
        startWithTheServlet();
        String before = Long.toString(installation.pid().pid());
        try (Client slow = new Client();
                Client kept = new Client();
                Client half = new Client();
                Client waits = new Client();
                Client pipelined = new Client();
                Client events = new Client()) {
            for (Client client : List.of(slow, kept, half, waits, pipelined, events)) {
                client.send("GET /who/first HTTP/1.1\r\nHost: x\r\n\r\n");
                assertTrue(client.answer().startsWith(before + " /first "));
            }
            slow.send("GET /who/slow HTTP/1.1\r\nHost: x\r\n\r\n");
            half.send("GET /who/half HTTP/1.1\r\nHo");
            await("the slow one").atMost(DEADLINE).until(() -> begun().contains("/slow"));
            Process verb = takeover();
            // the old one has accepted no more before
            await("the new process").atMost(DEADLINE).until(() -> !fresh().equals(before));

            kept.send("POST /who/kept HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
            String now = kept.answeredFrom(before, "/kept", "body");
            half.send("st: x\r\n\r\n");
            assertEquals(now, half.answeredFrom(before, "/half", ""));
            waits.send("PUT /who/waits HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue", waits.line());
            assertEquals("", waits.line());
            waits.send("later");
            assertEquals(now, waits.answeredFrom(before, "/waits", "later"));
            pipelined.send("GET /who/one HTTP/1.1\r\nHost: x\r\n\r\nPOST /who/two HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Length: 1\r\n\r\nx");
            assertEquals(now, pipelined.answeredFrom(before, "/one", ""));
            events.send("GET /who/events HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("HTTP/1.1 200 OK", events.line());

            go("slow");
            assertTrue(slow.answer().startsWith(before + " /slow "));
            long since = System.nanoTime();
            assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, verb.exitValue(), installation.log());
            assertEquals(now, Long.toString(installation.pid().pid()));
            // a stream comes again, and is not waited for as long as a request may take
            assertTrue(System.nanoTime() - since < LEAVE.toNanos(), installation.log());
            events.readsToTheEnd();
        }
        assertEquals(List.of("/slow", "/kept", "/half", "/waits", "/one", "/events"), begun());
    }

    /** It is told by a close, and nobody carries it out again: it may have been carried out by the one that was killed. */
    @Test
    @Tag("long")
    void requestWhoseNewProcessIsKilledIsNotCarriedOutAgainAndTheNextOneMeetsTheProcessThatComesInItsPlace()
            throws Exception {
        startWithTheServlet();
        String before = Long.toString(installation.pid().pid());
        try (Client slow = new Client();
                Client kept = new Client();
                Client late = new Client()) {
            for (Client client : List.of(slow, kept, late)) {
                client.send("GET /who/first HTTP/1.1\r\nHost: x\r\n\r\n");
                assertTrue(client.answer().startsWith(before + " /first "));
            }
            slow.send("GET /who/slow HTTP/1.1\r\nHost: x\r\n\r\n");
            await("the slow one").atMost(DEADLINE).until(() -> begun().contains("/slow"));
            Process verb = takeover();
            await("the new process").atMost(DEADLINE).until(() -> !fresh().equals(before));
            String killed = fresh();

            kept.send("POST /who/hangs HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
            await("the one that hangs").atMost(DEADLINE).until(() -> begun().contains("/hangs"));
            ProcessHandle process = ProcessHandle.of(Long.parseLong(killed)).orElseThrow();
            process.destroyForcibly();
            kept.isClosedWithoutAnAnswer();
            // until then the kernel may still take a connection for it
            await("its end").atMost(DEADLINE).until(() -> !process.isAlive());
            late.send("POST /who/late HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
            String third = late.answeredFrom(before, "/late", "body");
            assertNotEquals(killed, third);

            go("slow");
            assertTrue(slow.answer().startsWith(before + " /slow "));
            assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            await("the third one alone")
                    .atMost(DEADLINE)
                    .until(() -> third.equals(Long.toString(installation.pid().pid())) && fresh().equals(third));
        }
        assertEquals(List.of("/slow", "/hangs", "/late"), begun());
    }

    private void startWithTheServlet() {
        installation.start();
        Path jar = Bundles.compile(
                installation.beside().resolve("who.jar"),
                Map.of(
                        "Bundle-SymbolicName", "it.who",
                        "Bundle-Activator", "passed.Who",
                        "Private-Package", "passed",
                        "Folder", installation.beside().toString()),
                SERVLET);
        installation.eval("felix:start '" + jar.toUri() + "'").ends(0);
    }

    private Process takeover() throws IOException {
        return installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), "restart", "--handover"),
                installation.beside().resolve("takeover.txt"));
    }

    private void go(String id) throws IOException {
        Files.createFile(installation.beside().resolve("go" + id));
    }

    /** Which process answers one who comes now. */
    private String fresh() {
        try (Client fresh = new Client()) {
            fresh.send("GET /who/first HTTP/1.1\r\nHost: x\r\n\r\n");
            return fresh.answer().split(" ")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** But what each connection asked first, and what the health asks before and after. */
    private List<String> begun() throws IOException {
        return Files.readAllLines(installation.beside().resolve("begun")).stream()
                .filter(it -> !List.of("/first", "/").contains(it))
                .toList();
    }

    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), installation.port());
            socket.setSoTimeout((int) DEADLINE.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String line() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("closed\n" + installation.log());
            }
            return line;
        }

        /** What the servlet says. */
        String answer() throws IOException {
            List<String> head = head();
            int length = head.stream()
                    .filter(it -> it.startsWith("Content-Length: "))
                    .mapToInt(it -> Integer.parseInt(it.substring(16)))
                    .findFirst()
                    .orElseThrow();
            char[] body = new char[length];
            for (int read = 0; read < length; read += in.read(body, read, length - read)) {
                continue;
            }
            return new String(body);
        }

        private List<String> head() throws IOException {
            List<String> head = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.add(line);
            }
            assertEquals("HTTP/1.1 200 OK", head.get(0), installation.log());
            return head;
        }

        /** Which process has answered, and closed then: another one, which takes this client for who it is. */
        String answeredFrom(String before, String id, String body) throws IOException {
            List<String> head = head();
            assertTrue(head.contains("Connection: close"), head.toString());
            String[] words = in.readLine().split(" ", 2);
            assertTrue(!words[0].equals(before), "answered by the old process");
            assertEquals(id + " 127.0.0.1 " + socket.getLocalPort() + " " + installation.port() + " " + body, words[1]);
            assertEquals(-1, in.read());
            return words[0];
        }

        void isClosedWithoutAnAnswer() throws IOException {
            assertEquals(-1, in.read(), installation.log());
        }

        void readsToTheEnd() throws IOException {
            while (in.readLine() != null) {
                continue;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
