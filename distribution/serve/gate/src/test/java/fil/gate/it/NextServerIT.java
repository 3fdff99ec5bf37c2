package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A request that has come to a server that goes before it can answer: the next server answers it, once. */
class NextServerIT {

    private static final Map<String, String> PATIENT = Map.of("fil.gate.quiet", "60000", "fil.gate.wait", "20000");

    @TempDir
    Path cache;

    private House house;
    private Bundle site;
    private Bundle jetty;

    @BeforeEach
    void start() throws Exception {
        house = House.withHeldSocket(cache, House.freePort(), PATIENT);
        site = house.start("site", Jar.site("site", "1.0.0", "/site/*", Map.of()));
        house.start("other", Jar.site("other", "1.0.0", "/other/*", Map.of()));
        jetty = house.bundle("org.apache.felix.http.jetty12");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.get("/site/a").statusCode() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private void waits() {
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == 1);
    }

    private void jettyAndTheSiteComeBack() throws BundleException {
        jetty.stop();
        assertEquals(0, waiting());
        jetty.start();
        site.start();
    }

    private long waiting() {
        try {
            return house.statistic("waiting");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void heldRequestIsAnsweredByTheNextServer() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a?b=c");
        waits();
        jettyAndTheSiteComeBack();
        HttpResponse<String> answer = held.get(20, TimeUnit.SECONDS);
        assertEquals("200 1.0.0 /site/a?b=c REQUEST", answer.statusCode() + " " + answer.body());
    }

    @Test
    void heldRequestSurvivesTwoServers() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a");
        waits();
        jetty.stop();
        jetty.start();
        waits();
        jettyAndTheSiteComeBack();
        assertEquals("1.0.0 /site/a REQUEST", held.get(20, TimeUnit.SECONDS).body());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void uploadArrivesWhole(boolean expectContinue) throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> upload = house.client()
                .sendAsync(
                        HttpRequest.newBuilder(house.at("/site/upload"))
                                .expectContinue(expectContinue)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3_000_000]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        waits();
        jettyAndTheSiteComeBack();
        assertEquals("1.0.0 got 3000000", upload.get(20, TimeUnit.SECONDS).body());
    }

    @Test
    void requestsThatWereSentInOneGoAreAnsweredOnceEachAndInOrder() throws Exception {
        site.stop();
        CompletableFuture<String> answers = Raw.ask(
                house.port(),
                "GET /other/a HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "POST /other/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345"
                        + "GET /site/b HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "GET /site/c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        waits();
        jettyAndTheSiteComeBack();
        List<String> bodies = Pattern.compile("(?m)^1\\.0\\.0 .*?(?=HTTP|$)")
                .matcher(answers.get(20, TimeUnit.SECONDS))
                .results()
                .map(it -> it.group())
                .toList();
        assertEquals(
                List.of("1.0.0 /other/a REQUEST", "1.0.0 got 5", "1.0.0 /site/b REQUEST", "1.0.0 /site/c REQUEST"),
                bodies);
    }

    @Test
    void requestThatWaitsOnItsThreadIsAnsweredByTheNextServer() throws Exception {
        site.stop();
        CompletableFuture<String> upgrade = Raw.ask(
                house.port(),
                "GET /site/a HTTP/1.1\r\nHost: x\r\nUpgrade: other\r\nConnection: close, Upgrade\r\n\r\n");
        waits();
        jettyAndTheSiteComeBack();
        assertTrue(upgrade.get(20, TimeUnit.SECONDS).endsWith("1.0.0 /site/a REQUEST"), "not answered");
    }

    @Test
    void headOfWhichTheRestComesLaterIsReadByBothServers() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(20_000);
            send(socket, "GET /site/a HTTP/1.1\r\nHo");
            assertEquals(200, house.get("/site/first").statusCode());
            jetty.stop();
            jetty.start();
            send(socket, "st: x\r\nConnection: close\r\n\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.endsWith("1.0.0 /site/a REQUEST"), answer);
        }
    }

    @Test
    void whatCameBehindAHeldRequestIsBegunByTheNextServerOnly() throws Exception {
        site.stop();
        CompletableFuture<String> answers = Raw.ask(
                house.port(),
                "GET /site/a HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "GET /other/count HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        waits();
        jettyAndTheSiteComeBack();
        assertTrue(answers.get(20, TimeUnit.SECONDS).endsWith("1.0.0 counts 1"), answers.join());
    }

    @Test
    void halfAHeadBehindAnAnswerIsReadByBothServersAndNobodyWaitsForIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(20_000);
            send(socket, "GET /site/a HTTP/1.1\r\nHost: x\r\n\r\nGET /site/b HTTP/1.1\r\nHo");
            byte[] one = new byte[4096];
            assertTrue(socket.getInputStream().read(one) > 0);
            jetty.stop();
            jetty.start();
            send(socket, "st: x\r\nConnection: close\r\n\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.endsWith("1.0.0 /site/b REQUEST"), answer);
        }
    }

    /** A bundle's request that takes too long for a change is closed without an answer, and what came behind it is not begun. */
    @Test
    void requestThatIsCutTakesNothingBehindItAlong() throws Exception {
        house.configure("drain", 300);
        CompletableFuture<String> answers = Raw.ask(
                house.port(),
                "GET /site/async?ms=600000 HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "GET /other/count HTTP/1.1\r\nHost: x\r\n\r\n");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> house.statistic("inside") == 1 && house.statistic("drain") == 300);
        site.stop();
        assertEquals("", answers.get(20, TimeUnit.SECONDS));
        assertEquals(1, house.statistic("cut"));
        assertEquals("1.0.0 counts 1", house.get("/other/count").body());
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
