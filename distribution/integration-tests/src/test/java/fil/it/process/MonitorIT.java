package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ports;
import fil.it.Programs;
import fil.it.Web;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What monitoring and a load balancer see: health, readiness and metrics, and who may see them. */
class MonitorIT {
    private final Installation installation = Installation.of(Archives.A);

    @AfterEach
    void close() {
        installation.close();
    }

    private HttpResponse<String> get(String path) throws IOException {
        return installation.web().ask("GET", path);
    }

    private static void assertSays(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), () -> "No line " + line + " in\n" + text);
    }

    @Test
    void prometheusUnderstandsTheMetricsBeforeAndAfterAnUpgrade() throws IOException {
        Path promtool = Programs.need("promtool", "prometheus");
        installation.start();
        check(promtool, get("/metrics").body());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        await("the metrics of the new release")
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("/metrics").body().contains("fil_release_info{release=\"1986.b\"} 1"));
        String metrics = get("/metrics").body();
        check(promtool, metrics);
        assertSays(metrics, "fil_upgrades_total{outcome=\"done\"} 1.0");
        assertSays(metrics, "fil_upgrade_duration_seconds_count 1");
        assertSays(metrics, "fil_bundle_state{bundle=\"fil.fsm\",state=\"active\",version=\"1986.0.0.b\"} 1.0");
    }

    private void check(Path promtool, String metrics) throws IOException {
        Path file = Files.writeString(installation.beside().resolve("metrics.txt"), metrics);
        installation
                .run(installation.beside(), List.of("sh", "-c", promtool + " check metrics < '" + file + "'"))
                .ends(0);
    }

    @Test
    void requestsAreCountedByGroupAndPathsThatAClientInventsAreOne() throws IOException {
        installation.start();
        double before = value("fil_http_requests_total{path=\"/which-color.json\",status=\"2xx\"}");
        for (int i = 0; i < 20; i++) {
            get("/which-color.json");
            get("/invented/" + i);
        }
        assertEquals(before + 20, value("fil_http_requests_total{path=\"/which-color.json\",status=\"2xx\"}"));
        assertTrue(value("fil_http_requests_total{path=\"other\",status=\"4xx\"}") >= 20);
        assertTrue(!get("/metrics").body().contains("invented"));
    }

    private double value(String sample) throws IOException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readyStays200WhileTheReleaseIsChanged() throws Exception {
        installation.start();
        await("ready").atMost(Duration.ofSeconds(20)).until(() -> get("/ready").statusCode() == 200);
        AtomicBoolean over = new AtomicBoolean();
        Set<Integer> seen = new TreeSet<>();
        Thread balancer = new Thread(() -> {
            Web web = new Web(installation.port());
            while (!over.get()) {
                seen.add(status(web));
            }
        });
        balancer.start();
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.fil("downgrade").ends(0);
        over.set(true);
        balancer.join();
        assertEquals(Set.of(200), seen);
        assertEquals(200, get("/health").statusCode());
        assertTrue(get("/health").body().contains("\"overallResult\":\"OK\""), get("/health")::body);
    }

    private static int status(Web web) {
        try {
            return web.ask("GET", "/ready").statusCode();
        } catch (IOException failed) {
            return 0;
        }
    }

    @Test
    void nothingCanBeChangedOverHttp() throws IOException {
        installation.start();
        for (String path : List.of("/fil/", "/fil/state.json", "/metrics", "/health")) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
                assertEquals(405, installation.web().ask(method, path).statusCode(), method + " " + path);
            }
            assertEquals(200, installation.web().ask("HEAD", path).statusCode(), path);
        }
    }

    @Test
    void whatAProxyPassesOnIsNotAnswered() throws Exception {
        installation.start();
        for (String path : List.of("/fil/", "/metrics", "/health")) {
            installation
                    .run(
                            installation.beside(),
                            List.of(
                                    Programs.need("curl", "curl").toString(),
                                    "-s",
                                    "-o",
                                    "/dev/null",
                                    "-w",
                                    "%{http_code}",
                                    "-H",
                                    "X-Forwarded-For: 192.0.2.1",
                                    installation.web().uri(path).toString()))
                    .ends(0)
                    .says("404");
        }
        assertEquals(200, get("/ready").statusCode());
    }

    @Test
    void itIsOffWhereTheOperatorSaysSo() throws IOException {
        installation.with("FIL_MONITOR", "off").start();
        for (String path : List.of("/fil/", "/fil/state.json", "/metrics")) {
            assertEquals(404, get(path).statusCode(), path);
        }
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void itHasAPortOfItsOwnWhereTheOperatorSaysSo() throws IOException {
        int port = Ports.free();
        installation.with("FIL_MONITOR_PORT", Integer.toString(port)).start();
        Web own = new Web(port);
        assertEquals(404, get("/fil/").statusCode());
        assertEquals(404, get("/metrics").statusCode());
        assertEquals(200, own.ask("GET", "/fil/").statusCode());
        assertEquals(200, own.ask("HEAD", "/fil/").statusCode());
        assertEquals(200, own.ask("GET", "/metrics").statusCode());
        assertEquals(404, own.ask("GET", "/").statusCode());
        assertEquals(405, own.ask("POST", "/fil/").statusCode());
    }
}
