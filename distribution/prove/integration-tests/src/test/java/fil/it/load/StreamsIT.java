package fil.it.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Event streams as their clients read them: many at once, and one that comes back. */
class StreamsIT {
    private static final int MANY = 1_000;
    private static final int FEW_THREADS = 20;
    private static final int PATIENCE = 60_000;
    private static final String HOUR = "3600000";

    private final Installation installation = Installation.of(Archives.A)
            .cycle(Duration.ofSeconds(2))
            .with("FIL_HTTP_LEAVE", HOUR)
            .start();
    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        installation.close();
    }

    @Test
    void thousandStreamsHearTheSameColourAndCostNoThreads() throws IOException {
        long before = state().path("java").path("threads").asLong();
        for (int i = 0; i < MANY; i++) {
            open("").next("page"); // one after the other: a crowd at the door has threads of its own
        }
        Client last = clients.get(MANY - 1);
        Event next = last.colourAfter(last.next("colour"));
        for (Client client : clients.subList(0, MANY - 1)) {
            Event same = client.next("colour");
            while (!same.id().equals(next.id())) {
                same = client.next("colour");
            }
            assertEquals(next, same);
        }
        assertEquals(MANY, state().path("traffic").path("streams").asInt());
        long threads = state().path("java").path("threads").asLong();
        assertTrue(threads < before + FEW_THREADS, () -> "from " + before + " to " + threads + " threads");
    }

    @Test
    void whoComesBackHearsAllThatHappenedMeanwhileInOrder() throws IOException {
        Client first = open("");
        Event last = first.next("colour");
        first.close();
        installation.update("fil.templates", Archives.B);
        Client witness = open("");
        Event now = witness.colourAfter(witness.next("colour"));
        Client back = open(last.id());
        boolean page = false;
        long expected = last.number();
        Event event = last;
        while (event.number() < now.number()) {
            event = back.next("");
            assertEquals(++expected, event.number(), "none is left out, none comes twice");
            page |= event.kind().equals("page");
        }
        assertTrue(page, "the new page is among what happened");
        assertEquals(now, event);
    }

    /** A request is waited for `http.leave`, here an hour; a stream, which goes on for ever, is not. */
    @ParameterizedTest
    @ValueSource(strings = {"the bundle that answers it", "the server", "the process"})
    void openStreamIsEndedByAChangeWhichDoesNotWaitForIt(String changed) throws IOException {
        Client client = open("");
        client.next("page");
        switch (changed) {
            case "the bundle that answers it" ->
                installation
                        .updateFrom(
                                "fil.web", installation.jar("fil.web").toUri().toString())
                        .ends(0);
            case "the server" ->
                installation
                        .eval("felix:refresh "
                                + installation
                                        .bundle("org.apache.felix.http.jetty12")
                                        .group(1))
                        .ends(0);
            default -> installation.handOver();
        }
        client.ends();
        open("").next("page");
    }

    private JsonNode state() throws IOException {
        return new JsonMapper()
                .readTree(installation.web().ask("GET", "/fil/state.json").body());
    }

    private Client open(String lastId) throws IOException {
        Client client = new Client(installation.port(), lastId);
        clients.add(client);
        return client;
    }

    private record Event(String id, String kind, String data) {
        long number() {
            return Long.parseLong(id.substring(id.indexOf('.') + 1));
        }
    }

    /** Reads one stream, without a thread of its own. */
    private static final class Client implements Closeable {
        private final Socket socket;
        private final BufferedReader lines;

        Client(int port, String lastId) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nLast-Event-ID: " + lastId + "\r\n\r\n")
                            .getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 1_024);
        }

        /** The next event with an id, of this kind unless it is empty. */
        Event next(String kind) throws IOException {
            String id = field("id: ");
            Event event = new Event(id, field("event: "), field("data: "));
            return kind.isEmpty() || event.kind().equals(kind) ? event : next(kind);
        }

        Event colourAfter(Event known) throws IOException {
            Event next = next("colour");
            return next.id().equals(known.id()) ? colourAfter(known) : next;
        }

        /** Reads on until the server ends the stream. */
        void ends() throws IOException {
            try {
                while (lines.readLine() != null) {
                    continue;
                }
            } catch (SocketException e) {
                // that is an end, too
            }
        }

        private String field(String name) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(name)) {
                    return line.substring(name.length());
                }
            }
            throw new EOFException("the stream has ended");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
