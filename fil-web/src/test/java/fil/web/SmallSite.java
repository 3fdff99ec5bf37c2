package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import fil.colour.Phase;
import fil.colour.Reading;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The servlets in a real server with few threads, on a free port of this machine. */
final class SmallSite {
    static final Object SOURCE = "a";

    final Waiters waiters = new Waiters();
    final PublishedView board = new PublishedView(Time.ofSystem(), limits(20_000, 100));
    final Events events = new Events(board, new EventLog("age", "\"files\""));
    final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server(new QueuedThreadPool(12));
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    SmallSite() throws Exception {
        board.watch(waiters::wake);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(4_096);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        PathDispatcher site = new PathDispatcher(board, waiters, events);
        ServletHolder holder = new ServletHolder(site);
        holder.setAsyncSupported(true);
        for (String pattern : site.patterns()) {
            context.addServlet(holder, pattern);
        }
        server.setHandler(context);
        server.start();
    }

    static WebLimits limits(long wait, int many) {
        return new WebLimits(wait, TimeUnit.HOURS.toNanos(1), many, many, Duration.ofMillis(1_200));
    }

    void publish(String colour) {
        publish(colour, Duration.ofHours(1));
    }

    void publish(String colour, Duration lasts, String... next) {
        List<Phase> course = Stream.concat(Stream.of(next), Stream.of(colour))
                .map(name -> new Phase(name, lasts))
                .toList();
        board.colourSourceCame(SOURCE);
        board.reading(SOURCE, new Reading(colour, Instant.now().plus(lasts), course));
    }

    void page(String html) {
        board.pageSourceCame(SOURCE);
        board.page(SOURCE, html.getBytes(UTF_8));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> later(String path) {
        return client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    int port() {
        return connector.getLocalPort();
    }

    boolean hasThreadsLeft() {
        return !((QueuedThreadPool) server.getThreadPool()).isLowOnThreads();
    }

    /** How many connections have something to send that the client does not take. */
    long blockedAnswers() {
        return connector.getConnectedEndPoints().stream()
                .filter(client -> client instanceof AbstractEndPoint one
                        && one.getWriteFlusher().isPending())
                .count();
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    void stop() throws Exception {
        events.close();
        server.stop();
    }
}
