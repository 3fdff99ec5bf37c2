package fil.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventServletTest {
    private final SmallSite site = new SmallSite();

    EventServletTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        site.stop();
    }

    @Test
    void aStreamTellsTheStateAndThenWhatHappens() throws Exception {
        site.publish("olive");
        site.page("<h3>Hello #1</h3>");
        Iterator<String> lines = open("");
        assertEquals("retry: 1000", next(lines));
        assertEquals("id: age.1", next(lines));
        assertEquals("event: colour", next(lines));
        assertEquals("data: {\"color\":\"olive\"}", next(lines));
        assertEquals("id: age.2", next(lines));
        assertEquals("event: page", next(lines));
        assertTrue(next(lines).startsWith("data: {\"page\":\""));
        site.publish("green");
        assertEquals("id: age.3", next(lines));
        assertEquals("event: colour", next(lines));
        assertEquals("data: {\"color\":\"green\"}", next(lines));
    }

    @Test
    void whoComesBackMissesNothing() throws Exception {
        site.publish("olive");
        site.publish("green");
        site.publish("lime");
        Iterator<String> lines = open("age.1");
        assertEquals("retry: 1000", next(lines));
        assertEquals("id: age.2", next(lines));
        next(lines);
        assertEquals("data: {\"color\":\"green\"}", next(lines));
        assertEquals("id: age.3", next(lines));
    }

    @Test
    void inAHoldAStreamFollowsTheHeldViewAndHearsTheCutOver() throws Exception {
        site.page("<h3>Hello #1</h3>");
        site.publish("olive", Duration.ofMillis(100), "green", "lime");
        site.board.hold();
        Iterator<String> data = datas(open(""));
        site.page("<h3>Hello #2</h3>");
        site.publish("red", Duration.ofHours(1));
        assertTrue(data.next().contains("page"));
        List<String> held = List.of(data.next(), data.next(), data.next(), data.next());
        assertEquals(Set.of(), without(held, "olive", "green", "lime"));
        site.board.release();
        List<String> after = new ArrayList<>();
        do {
            after.add(data.next());
        } while (!after.get(after.size() - 1).contains("red"));
        assertTrue(after.get(after.size() - 2).contains("page"), after::toString);
    }

    private static Set<String> without(List<String> data, String... colours) {
        Set<String> rest = new HashSet<>(data);
        for (String colour : colours) {
            rest.remove("data: {\"color\":\"" + colour + "\"}");
        }
        return rest;
    }

    @Test
    void aStreamEndsInOrderWhenTheWebIsStopped() throws Exception {
        site.publish("olive");
        Iterator<String> lines = open("");
        assertEquals("retry: 1000", next(lines));
        site.events.close();
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        assertTrue(rest.contains("data: {\"color\":\"olive\"}"), rest::toString);
    }

    @Test
    void streamsCostNoThreads() throws Exception {
        List<Iterator<String>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(datas(open("")));
        }
        untilOpen(100);
        assertTrue(site.hasThreadsLeft());
        site.publish("green");
        for (Iterator<String> one : all) {
            assertEquals("data: {\"color\":\"green\"}", one.next());
        }
    }

    @Test
    void noMoreStreamsAreOpenedThanAreAllowed() throws Exception {
        site.board.limits(SmallSite.limits(1_000, 1));
        open("");
        untilOpen(1);
        HttpResponse<String> got = site.get("/events");
        assertEquals(503, got.statusCode());
        assertEquals("1", SmallSite.header(got, "Retry-After"));
    }

    @Test
    void aClientThatDoesNotReadIsLetGo() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1_024);
            deaf.connect(new InetSocketAddress("127.0.0.1", site.port()));
            deaf.getOutputStream().write("GET /events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            untilOpen(1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            site.publish(i % 2 == 0 ? "olive" : "green");
                        }
                        return site.events.count() == 0;
                    });
        }
    }

    @Test
    void aHeadSaysWhatAGetWould() throws Exception {
        HttpResponse<String> got = site.send("HEAD", "/events");
        assertEquals(200, got.statusCode());
        assertEquals("text/event-stream; charset=utf-8", SmallSite.header(got, "Content-Type"));
        assertEquals(0, site.events.count());
    }

    private Iterator<String> open(String lastId) throws Exception {
        var request = site.request("/events").header("Last-Event-ID", lastId).build();
        HttpResponse<Stream<String>> got = site.client.send(request, HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, got.statusCode());
        return got.body().iterator();
    }

    /** The next line, but for those of heartbeats. */
    private static String next(Iterator<String> lines) {
        String line = lines.next();
        return line.isEmpty() || line.equals("event: beat") || line.equals("data: {}") ? next(lines) : line;
    }

    private static Iterator<String> datas(Iterator<String> lines) {
        return Stream.generate(() -> next(lines))
                .filter(line -> line.startsWith("data: "))
                .iterator();
    }

    private void untilOpen(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> site.events.count() == count);
    }
}
