package fil.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The servlets in a real server. */
class LiveServletTest {
    private final SmallSite site = new SmallSite();

    LiveServletTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        site.stop();
    }

    @Test
    void theColourIsNotToBeKeptAndHasALength() throws Exception {
        site.publish("olive");
        HttpResponse<String> got = site.get("/which-color.json");
        assertEquals(200, got.statusCode());
        assertEquals("{\"color\":\"olive\"}", got.body());
        assertEquals("application/json; charset=utf-8", SmallSite.header(got, "Content-Type"));
        assertEquals("no-store", SmallSite.header(got, "Cache-Control"));
        assertEquals("17", SmallSite.header(got, "Content-Length"));
    }

    @Test
    void aHeadSaysTheSameWithoutABody() throws Exception {
        site.publish("olive");
        HttpResponse<String> got = site.send("HEAD", "/which-color.json");
        assertEquals(200, got.statusCode());
        assertEquals("17", SmallSite.header(got, "Content-Length"));
        assertEquals("", got.body());
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatAreAllowed() throws Exception {
        site.publish("olive");
        for (String path : List.of("/which-color.json", "/", "/script.js")) {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
                HttpResponse<String> got = site.send(method, path);
                assertEquals(405, got.statusCode(), method + " " + path);
                assertEquals("GET, HEAD", SmallSite.header(got, "Allow"));
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLineUnderTheSamePolicy() throws Exception {
        HttpResponse<String> got = site.get("/nothing");
        assertEquals(404, got.statusCode());
        assertEquals("There is nothing here.\n", got.body());
        assertTrue(SmallSite.header(got, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertEquals("nosniff", SmallSite.header(got, "X-Content-Type-Options"));
    }

    @Test
    void aPageThatTheBrowserHasIsNotSentAgain() throws Exception {
        site.page("<h3>Hello</h3>");
        HttpResponse<String> first = site.get("/");
        assertEquals("text/html; charset=utf-8", SmallSite.header(first, "Content-Type"));
        HttpRequest again = site.request("/")
                .header("If-None-Match", SmallSite.header(first, "ETag"))
                .build();
        HttpResponse<String> second = site.client.send(again, HttpResponse.BodyHandlers.ofString());
        assertEquals(304, second.statusCode());
        site.page("<h3>Hello again</h3>");
        assertEquals(
                "<h3>Hello again</h3>",
                site.client.send(again, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void moreRequestsThanThreadsWaitAndAreAnsweredByTheNextPublication() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(site.later("/which-color.json"));
        }
        untilWaiting(50);
        assertTrue(site.hasThreadsLeft());
        site.publish("green");
        for (var one : waiting) {
            HttpResponse<String> got = one.get(10, TimeUnit.SECONDS);
            assertEquals(200, got.statusCode());
            assertEquals("{\"color\":\"green\"}", got.body());
        }
        untilWaiting(0);
    }

    @Test
    void aPublicationThatDoesNotHelpLetsARequestWaitOn() throws Exception {
        var waiting = site.later("/");
        untilWaiting(1);
        site.publish("green");
        untilWaiting(1);
        assertFalse(waiting.isDone());
        site.page("<h3>Hello</h3>");
        assertEquals("<h3>Hello</h3>", waiting.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void whoHasWaitedForTooLongIsToldToComeAgain() throws Exception {
        site.board.limits(SmallSite.limits(50, 100));
        refused(site.get("/which-color.json"));
    }

    @Test
    void wakeUpsDoNotMakeTheWaitLonger() throws Exception {
        site.board.limits(SmallSite.limits(300, 100));
        var waiting = site.later("/");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    site.publish("green");
                    return waiting.isDone();
                });
        refused(waiting.get());
    }

    @Test
    void noMoreWaitThanAreAllowed() throws Exception {
        site.board.limits(SmallSite.limits(20_000, 1));
        var waiting = site.later("/which-color.json");
        untilWaiting(1);
        refused(site.get("/which-color.json"));
        site.publish("lime");
        assertEquals(200, waiting.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void allThatWaitAreToldToComeAgainWhenTheSystemStops() throws Exception {
        var waiting = site.later("/");
        untilWaiting(1);
        site.waiters.refuse();
        refused(waiting.get(10, TimeUnit.SECONDS));
        refused(site.get("/"));
    }

    @Test
    void allThatWaitGoToWhoServesThenWhenTheWebIsReplaced() throws Exception {
        var waiting = site.later("/");
        untilWaiting(1);
        site.waiters.handOn();
        site.page("<p>next</p>");
        assertEquals("<p>next</p>", waiting.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void aMissedProviderIsSaidAtOnce() throws Exception {
        site.board.limits(new WebLimits(20_000, 0, 100, 100, Duration.ofSeconds(1)));
        refused(site.get("/which-color.json"));
        refused(site.get("/"));
    }

    @Test
    void clientsThatAskForMuchAndReadNothingKeepNoThread() throws Exception {
        site.publish("olive");
        byte[] requests = "GET /which-color.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(1_000)
                .getBytes(US_ASCII);
        List<SocketChannel> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 1_024);
                channel.connect(new InetSocketAddress("127.0.0.1", site.port()));
                channel.configureBlocking(false);
                channel.write(ByteBuffer.wrap(requests));
                deaf.add(channel);
            }
            Awaitility.await("answers that nobody takes")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> site.blockedAnswers() == deaf.size());
            assertEquals(200, site.get("/which-color.json").statusCode());
            assertTrue(site.hasThreadsLeft());
        } finally {
            for (SocketChannel channel : deaf) {
                channel.close();
            }
        }
    }

    private void refused(HttpResponse<String> got) {
        assertEquals(503, got.statusCode());
        assertEquals("1", SmallSite.header(got, "Retry-After"));
        assertEquals("no-store", SmallSite.header(got, "Cache-Control"));
        assertEquals("This is not there at the moment. Please try again.\n", got.body());
    }

    private void untilWaiting(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> site.waiters.count() == count);
    }
}
