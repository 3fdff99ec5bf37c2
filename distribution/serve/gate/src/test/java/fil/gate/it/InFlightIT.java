package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What is under way when its bundle is replaced is finished by the version that began it. */
class InFlightIT {

    @TempDir
    Path cache;

    private House house;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        house = new House(cache, Map.of("fil.gate.drain", "20000"));
        house.gate();
        site = house.start("site", jar("1.0.0"));
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private static InputStream jar(String version) {
        return Jar.site("site", version, "/site/*", Map.of());
    }

    private CompletableFuture<Void> update() {
        return CompletableFuture.runAsync(() -> {
            try {
                site.update(jar("2.0.0"));
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "async", "again"})
    void slowRequestIsFinishedByTheOldVersionWhichServesOnMeanwhile(String kind) throws Exception {
        CompletableFuture<HttpResponse<String>> slow = house.ask("/site/" + kind + "?ms=3000");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("inside") == 1);
        CompletableFuture<Void> update = update();
        await().atMost(Duration.ofSeconds(60)).until(() -> site.getState() == Bundle.STOPPING);
        assertEquals("1.0.0 /site/next REQUEST", house.get("/site/next").body());
        assertFalse(slow.isDone(), "the request was not slow");
        assertEquals("Last[version=1.0.0]", slow.get(10, TimeUnit.SECONDS).body());
        update.get(10, TimeUnit.SECONDS);
        assertEquals("2.0.0 /site/next REQUEST", house.get("/site/next").body());
        assertEquals(0, house.statistic("cut"));
    }

    @Test
    void asyncRequestThatTakesTooLongIsToldSoAtOnce() throws Exception {
        house.configure("drain", 300);
        CompletableFuture<HttpResponse<String>> later = house.ask("/site/async?ms=600000");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> house.statistic("inside") == 1 && house.statistic("drain") == 300);
        update().get(10, TimeUnit.SECONDS);
        assertEquals(500, later.get(10, TimeUnit.SECONDS).statusCode());
        assertEquals(1, house.statistic("cut"));
        assertEquals(0, house.statistic("inside"));
    }

    @Test
    void requestThatTakesTooLongDoesNotHoldTheStopForever() throws Exception {
        house.configure("drain", 300);
        CompletableFuture<HttpResponse<String>> slow = house.ask("/site/slow?ms=3000");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> house.statistic("inside") == 1 && house.statistic("drain") == 300);
        update().get(2500, TimeUnit.MILLISECONDS);
        assertEquals("2.0.0 /site/a REQUEST", house.get("/site/a").body());
        assertEquals(500, slow.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void largeUploadIsTakenInWhole() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", house.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /site/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[4_000_000]);
            await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("inside") == 1);
            CompletableFuture<Void> update = update();
            await().atMost(Duration.ofSeconds(60)).until(() -> site.getState() == Bundle.STOPPING);
            out.write(new byte[4_000_000]);
            socket.setSoTimeout(10_000);
            assertTrue(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .endsWith("1.0.0 got 8000000"));
            update.get(10, TimeUnit.SECONDS);
        }
        assertEquals("2.0.0 /site/a REQUEST", house.get("/site/a").body());
    }

    @Test
    void openEventStreamDoesNotHoldTheUpdateAndEndsCleanly() throws Exception {
        HttpResponse<InputStream> stream = house.client()
                .send(
                        HttpRequest.newBuilder(house.at("/site/events")).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals("data: open\n", read(stream.body(), 11));
        update().get(3, TimeUnit.SECONDS);
        assertEquals("\n", new String(stream.body().readAllBytes(), StandardCharsets.US_ASCII));
        HttpResponse<InputStream> again = house.client()
                .send(
                        HttpRequest.newBuilder(house.at("/site/events")).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals("data: open\n", read(again.body(), 11));
        again.body().close();
    }

    private static String read(InputStream in, int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
    }
}
