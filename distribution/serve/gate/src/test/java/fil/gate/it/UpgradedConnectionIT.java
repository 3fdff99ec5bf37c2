package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A connection with another protocol (a WebSocket, say) ends with the code behind it: its client sees it, and nobody waits for it. */
class UpgradedConnectionIT {

    /** How long a request is waited for; a connection must not be. */
    private static final String LEAVE_MS = "600000";

    private static final Duration AT_ONCE = Duration.ofSeconds(60);

    @TempDir
    Path cache;

    private House house;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        house = House.withHeldSocket(cache, House.freePort(), Map.of("fil.gate.drain", LEAVE_MS));
        site = house.start("site", jar("site", "1.0.0"));
        house.untilServing("/site/a");
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private static InputStream jar(String name, String version) {
        return Jar.site(name, version, "/" + name + "/*", Map.of());
    }

    private interface Change {
        void make() throws Exception;
    }

    private void endsWithEach(Map<String, Change> changes) throws Exception {
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            house.untilServing("/site/a");
            try (Client client = new Client(house.port(), "/site/echo")) {
                long began = System.nanoTime();
                change.getValue().make();
                client.seesTheEnd(change.getKey());
                assertTrue(System.nanoTime() - began < AT_ONCE.toNanos(), change.getKey() + ": it was waited for");
            }
            site.start();
        }
    }

    @Test
    void endsWithTheBundleThatServesItTheServerTheGateTheConnectorAndTheSocket() throws Exception {
        house.start("other", jar("other", "1.0.0"));
        house.untilServing("/other/a");
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("update", () -> site.update(jar("site", "2.0.0")));
        changes.put("stop", site::stop);
        changes.put("uninstall", () -> {
            site.uninstall();
            site = house.start("anew", jar("site", "3.0.0"));
        });
        try (Client untouched = new Client(house.port(), "/other/echo")) {
            endsWithEach(changes);
            assertEquals("still there", untouched.echo("still there"));
            assertEquals(1, house.statistic("inside"), "the connection to the other bundle");
        }
        await().atMost(AT_ONCE).until(() -> house.statistic("inside") == 0);
        endsWithEach(Map.of("gate", () -> update("fil.gate", House.gateJar())));
        endsWithEach(Map.of("server", () -> update("org.apache.felix.http.jetty12")));
        endsWithEach(Map.of("connector", () -> update("fil.connector")));
        endsWithEach(Map.of("socket", () -> update("fil.socket")));
        assertEquals(0, house.statistic("cut"));
    }

    /** What fil.socket has it do once another process has taken over. */
    @Test
    void endsWhenAnotherProcessTakesOver() throws Exception {
        try (Client client = new Client(house.port(), "/site/echo")) {
            UnaryOperator<String> takeover = house.takeover();
            takeover.apply("close");
            client.seesTheEnd("takeover");
            assertEquals("0", takeover.apply("await " + LEAVE_MS), "cut");
        }
    }

    private void update(String name) throws Exception {
        update(name, Path.of("target", "bundles", name.replace("fil.", "fil-") + ".jar"));
    }

    private void update(String name, Path jar) throws Exception {
        try (InputStream in = House.open(jar)) {
            house.bundle(name).update(in);
        }
    }

    /** Who asked for another protocol and got it. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;

        Client(int port, String path) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(Math.toIntExact(AT_ONCE.toMillis()));
            say("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertTrue(head().startsWith("HTTP/1.1 101"), "it is upgraded");
            assertEquals("hello", echo("hello"));
        }

        private void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertTrue(next >= 0, "the connection ended after " + head);
                head.append((char) next);
            }
            return head.toString();
        }

        String echo(String text) throws IOException {
            say(text);
            return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
        }

        /** A close, and no octet that is not its own. */
        void seesTheEnd(String after) throws IOException {
            assertEquals(-1, socket.getInputStream().read(), after);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
