package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.colour.Phase;
import fil.colour.Reading;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servlets in a real server. */
class LiveServletTest {
    private static final Object SOURCE = "a";

    private final QueuedThreadPool threads = new QueuedThreadPool(12);
    private final Server server = new Server(threads);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Waiters waiters = new Waiters();
    private final Board board = new Board(Time.ofSystem(), limits(20_000, 100));

    private static Limits limits(long wait, int waiting) {
        return new Limits(wait, TimeUnit.HOURS.toNanos(1), waiting, Duration.ofMillis(1_200));
    }

    @BeforeEach
    void start() throws Exception {
        board.watch(waiters::wake);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(asynchronous(new ColourServlet(board, waiters)), "/which-color.json");
        context.addServlet(asynchronous(new PageServlet(board, waiters)), "");
        context.addServlet(new ServletHolder(new FileServlet()), "/script.js");
        context.addServlet(new ServletHolder(new ErrorServlet()), "/");
        server.setHandler(context);
        server.start();
    }

    private static ServletHolder asynchronous(LiveServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        return holder;
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void theColourIsNotToBeKeptAndHasALength() throws Exception {
        publish("olive");
        HttpResponse<String> got = get("/which-color.json");
        assertEquals(200, got.statusCode());
        assertEquals("{\"color\":\"olive\"}", got.body());
        assertEquals("application/json; charset=utf-8", header(got, "Content-Type"));
        assertEquals("no-store", header(got, "Cache-Control"));
        assertEquals("17", header(got, "Content-Length"));
    }

    @Test
    void aHeadSaysTheSameWithoutABody() throws Exception {
        publish("olive");
        HttpResponse<String> got = send("HEAD", "/which-color.json");
        assertEquals(200, got.statusCode());
        assertEquals("17", header(got, "Content-Length"));
        assertEquals("", got.body());
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatAreAllowed() throws Exception {
        publish("olive");
        for (String path : List.of("/which-color.json", "/", "/script.js")) {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
                HttpResponse<String> got = send(method, path);
                assertEquals(405, got.statusCode(), method + " " + path);
                assertEquals("GET, HEAD", header(got, "Allow"));
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLineUnderTheSamePolicy() throws Exception {
        HttpResponse<String> got = get("/nothing");
        assertEquals(404, got.statusCode());
        assertEquals("There is nothing here.\n", got.body());
        assertTrue(header(got, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertEquals("nosniff", header(got, "X-Content-Type-Options"));
    }

    @Test
    void aPageThatTheBrowserHasIsNotSentAgain() throws Exception {
        board.pageSourceCame(SOURCE);
        board.page(SOURCE, "<h3>Hello</h3>".getBytes(UTF_8));
        HttpResponse<String> first = get("/");
        assertEquals("text/html; charset=utf-8", header(first, "Content-Type"));
        HttpRequest again =
                request("/").header("If-None-Match", header(first, "ETag")).build();
        HttpResponse<String> second = client.send(again, HttpResponse.BodyHandlers.ofString());
        assertEquals(304, second.statusCode());
        board.page(SOURCE, "<h3>Hello again</h3>".getBytes(UTF_8));
        assertEquals(
                "<h3>Hello again</h3>",
                client.send(again, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void moreRequestsThanThreadsWaitAndAreAnsweredByTheNextPublication() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(client.sendAsync(request("/which-color.json").build(), HttpResponse.BodyHandlers.ofString()));
        }
        untilWaiting(50);
        assertFalse(threads.isLowOnThreads());
        publish("green");
        for (var one : waiting) {
            HttpResponse<String> got = one.get(10, TimeUnit.SECONDS);
            assertEquals(200, got.statusCode());
            assertEquals("{\"color\":\"green\"}", got.body());
        }
        untilWaiting(0);
    }

    @Test
    void aPublicationThatDoesNotHelpLetsARequestWaitOn() throws Exception {
        var waiting = client.sendAsync(request("/").build(), HttpResponse.BodyHandlers.ofString());
        untilWaiting(1);
        publish("green");
        untilWaiting(1);
        assertFalse(waiting.isDone());
        board.pageSourceCame(SOURCE);
        board.page(SOURCE, "<h3>Hello</h3>".getBytes(UTF_8));
        assertEquals("<h3>Hello</h3>", waiting.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void whoHasWaitedForTooLongIsToldToComeAgain() throws Exception {
        board.limits(limits(50, 100));
        refused(get("/which-color.json"));
    }

    @Test
    void wakeUpsDoNotMakeTheWaitLonger() throws Exception {
        board.limits(limits(300, 100));
        var waiting = client.sendAsync(request("/").build(), HttpResponse.BodyHandlers.ofString());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .until(() -> {
                    publish("green");
                    return waiting.isDone();
                });
        refused(waiting.get());
    }

    @Test
    void noMoreWaitThanAreAllowed() throws Exception {
        board.limits(limits(20_000, 1));
        var waiting = client.sendAsync(request("/which-color.json").build(), HttpResponse.BodyHandlers.ofString());
        untilWaiting(1);
        refused(get("/which-color.json"));
        publish("lime");
        assertEquals(200, waiting.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void allThatWaitAreToldToComeAgainWhenTheWebIsStopped() throws Exception {
        var waiting = client.sendAsync(request("/").build(), HttpResponse.BodyHandlers.ofString());
        untilWaiting(1);
        waiters.close();
        refused(waiting.get(10, TimeUnit.SECONDS));
        refused(get("/"));
    }

    @Test
    void aMissedProviderIsSaidAtOnce() throws Exception {
        board.limits(new Limits(20_000, 0, 100, Duration.ofSeconds(1)));
        refused(get("/which-color.json"));
        refused(get("/"));
    }

    private void refused(HttpResponse<String> got) {
        assertEquals(503, got.statusCode());
        assertEquals("1", header(got, "Retry-After"));
        assertEquals("no-store", header(got, "Cache-Control"));
        assertEquals("This is not there at the moment. Please try again.\n", got.body());
    }

    private void untilWaiting(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> waiters.count() == count);
    }

    private void publish(String colour) {
        Duration lasts = Duration.ofHours(1);
        board.colourSourceCame(SOURCE);
        board.reading(SOURCE, new Reading(colour, Instant.now().plus(lasts), List.of(new Phase(colour, lasts))));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }
}
