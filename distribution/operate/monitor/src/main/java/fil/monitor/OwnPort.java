package fil.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fil.signals.DaemonThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk on a port of its own, served by the small server of the JDK: it is there even while Jetty is not. */
@Component(
        service = OwnPort.class,
        immediate = true,
        configurationPid = MonitorConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OwnPort {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPort.class);
    private static final int THREADS = 16;

    /** In seconds, for all of a request and all of an answer: the small server waits for ever otherwise. It reads them once. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            "jdk.httpserver.maxConnections", "256");

    private static final long AGAIN_MS = 50;

    private final Desk desk;
    private final Admission admission;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThread.named("fil-monitor"));
    private Optional<Server> server = Optional.empty();
    private boolean closed;

    /** For SCR. */
    @Activate
    public OwnPort(@Reference Desk desk, MonitorConfig config) {
        this.desk = desk;
        admission = new Admission(config.remote());
        if (Doors.isOn(config) && config.port() != 0) {
            listen(config, true);
        }
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        clock.shutdownNow();
        server.ifPresent(Server::close);
    }

    /** Tries again until it is closed: the process that this one takes over from has the port until it ends. */
    private synchronized void listen(MonitorConfig config, boolean tell) {
        if (closed) {
            return;
        }
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, DaemonThread.named("fil-monitor"));
            http.setExecutor(threads);
            http.createContext("/", this::handle);
            http.start();
            LOG.info("The operator's page is at http://{}:{}/fil/", config.host(), config.port());
            server = Optional.of(new Server(http, threads));
        } catch (IOException e) {
            if (tell) {
                LOG.warn(
                        "The operator's page cannot be served at {}:{} yet: {}. It is tried again and again: if another program has"
                                + " the port, set monitor.port to a free one.",
                        config.host(),
                        config.port(),
                        e.getMessage());
            }
            clock.schedule(() -> listen(config, false), AGAIN_MS, TimeUnit.MILLISECONDS);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "The operator's page cannot be served at {}:{}: {}", config.host(), config.port(), e.getMessage());
        } catch (NoClassDefFoundError e) {
            LOG.error(
                    "The operator's page cannot have a port of its own on this Java, which has no module jdk.httpserver. "
                            + "Set monitor.port to 0, or take a Java with that module.");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Integer> refusal = admission.refusal(
                    exchange.getRequestMethod(),
                    exchange.getRemoteAddress().getAddress().getHostAddress(),
                    exchange.getRequestHeaders()::getFirst);
            send(exchange, refusal.map(OwnPort::refused).orElseGet(() -> answer(exchange)));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A request to the operator's page was not answered", e);
            throw e;
        }
    }

    private HttpReply answer(HttpExchange exchange) {
        return desk.answer(
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getQuery()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match")));
    }

    private static HttpReply refused(int status) {
        return HttpReply.plain(
                status, status == 405 ? "Only GET and HEAD are possible here." : "There is nothing here.");
    }

    private static void send(HttpExchange exchange, HttpReply answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.status() == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        }
        if (answer.body().length == 0 || "HEAD".equals(exchange.getRequestMethod())) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private record Server(HttpServer http, ExecutorService threads) {
        void close() {
            http.stop(0);
            threads.shutdownNow();
        }
    }
}
