package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What becomes of a request that waits: the bundle here counts as gone only after a minute. */
class HeldRequestIT {

    private static final int MORE_THAN_JETTY_HAS_THREADS = 300;

    @TempDir
    Path cache;

    private House house;
    private Bundle gate;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        house = new House(
                cache,
                Map.of(
                        "fil.gate.quiet",
                        "60000",
                        "fil.gate.wait",
                        "20000",
                        "org.apache.felix.http.jetty.threadpool.max",
                        "20"));
        gate = house.gate();
        site = house.start("site", jar("1.0.0"));
        house.untilServing("/site/a");
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private static InputStream jar(String version) {
        return Jar.site("site", version, "/site/*", Map.of("Site-Filter", "/site/*"));
    }

    @Test
    void requestsOfOtherBundlesAreNotHeld() throws Exception {
        house.start("other", Jar.site("other", "1.0.0", "/other/*", Map.of()));
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a");
        assertEquals(200, house.get("/other/a").statusCode());
        assertFalse(held.isDone(), "not held though its bundle is away");
        site.start();
        assertEquals(200, held.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void waitingRequestsHoldNoThreads() throws Exception {
        site.stop();
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_JETTY_HAS_THREADS; i++) {
            held.add(house.ask("/site/" + i));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == MORE_THAN_JETTY_HAS_THREADS);
        site.start();
        for (int i = 0; i < held.size(); i++) {
            HttpResponse<String> answer = held.get(i).get(10, TimeUnit.SECONDS);
            assertEquals("1.0.0 /site/" + i + " REQUEST", answer.body());
            assertEquals("1.0.0", answer.headers().firstValue("X-Stamp").orElse("none"));
        }
    }

    @Test
    void waitIsBoundedInTime() throws Exception {
        house.configure("wait", 100);
        site.stop();
        HttpResponse<String> answer = house.get("/site/a");
        assertEquals(503, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse("none"));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
    }

    @Test
    void waitIsBoundedInNumber() throws Exception {
        house.configure("waiting", 1);
        site.stop();
        CompletableFuture<HttpResponse<String>> first = house.ask("/site/a");
        await().atMost(Duration.ofSeconds(60)).until(() -> first.isDone() || house.statistic("waiting") == 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> house.get("/site/b").statusCode() == 503);
        assertFalse(first.isDone());
        site.start();
        assertEquals(200, first.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void bodyOfAHeldRequestArrivesWhole() throws Exception {
        site.stop();
        byte[] body = new byte[3_000_000];
        CompletableFuture<HttpResponse<String>> upload = house.client()
                .sendAsync(
                        HttpRequest.newBuilder(house.at("/site/upload"))
                                .expectContinue(true)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == 1);
        site.update(jar("2.0.0"));
        site.start();
        assertEquals("2.0.0 got 3000000", upload.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void requestThatCannotSuspendWaitsOnItsThread() throws Exception {
        site.stop();
        CompletableFuture<String> upgrade = Raw.ask(
                house.port(),
                "GET /site/a HTTP/1.1\r\nHost: x\r\nUpgrade: other\r\nConnection: close, Upgrade\r\n\r\n");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == 1);
        site.start();
        assertTrue(upgrade.get(10, TimeUnit.SECONDS).endsWith("1.0.0 /site/a REQUEST"), "not answered");
    }

    @Test
    void serverThatStopsTellsThoseWhoWaitToTryAgain() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == 1);
        house.bundle("org.apache.felix.http.jetty12").stop();
        HttpResponse<String> answer = held.get(10, TimeUnit.SECONDS);
        assertEquals(503, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse("none"));
    }

    @Test
    void gateThatIsUpdatedWhileRequestsWaitLosesNone() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == 1);
        CompletableFuture<Void> update = CompletableFuture.runAsync(() -> updateGate());
        site.start();
        assertEquals(200, held.get(10, TimeUnit.SECONDS).statusCode());
        update.get(10, TimeUnit.SECONDS);
        site.update(jar("2.0.0"));
        assertEquals("2.0.0 /site/a REQUEST", house.get("/site/a").body());
    }

    private void updateGate() {
        try (InputStream jar = House.open(House.gateJar())) {
            gate.update(jar);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
