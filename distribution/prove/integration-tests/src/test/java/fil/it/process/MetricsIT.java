package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.PromiseBroken;
import fil.it.ReleaseDraft;
import fil.it.Shop;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the numbers are true: what they say is what a client did, and what the release handler notes. */
class MetricsIT {
    private static final String DOOMED = """
            package it.doomed;
            import fil.handover.Handed;
            import fil.handover.Handover;
            import java.util.Map;
            import java.util.Optional;
            import org.osgi.service.component.annotations.Component;
            @Component(property = "service.ranking:Integer=1000")
            public class Doomed implements Handover {
                private int kept;
                public Optional<Handed> received(String name) { return Optional.empty(); }
                public synchronized void keep(String name, Map<String, ?> values) {
                    if (++kept > 2) {
                        throw new StackOverflowError("ordered by a test");
                    }
                }
            }
            """;

    private final Installation installation = Installation.of(Archives.A);

    @BeforeEach
    void start() {
        installation
                .with("FIL_RELEASE_DEADLINE", "3000")
                .cycle(Duration.ofMillis(500))
                .start();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    private HttpResponse<String> get(String path) throws IOException {
        return installation.web().ask("GET", path);
    }

    private double value(String sample) throws IOException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + sample));
    }

    @Test
    void answersAndTheirTimesAreThoseThatAClientHad() throws IOException {
        String path = "{path=\"/which-color.json\"";
        double counted = value("fil_http_requests_total" + path + ",status=\"2xx\"}");
        double timed = value("fil_http_request_duration_seconds_count" + path + "}");
        double seconds = value("fil_http_request_duration_seconds_sum" + path + "}");
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            get("/which-color.json");
        }
        double most = (System.nanoTime() - began) / 1e9;
        assertEquals(counted + 50, value("fil_http_requests_total" + path + ",status=\"2xx\"}"));
        assertEquals(timed + 50, value("fil_http_request_duration_seconds_count" + path + "}"));
        assertEquals(timed + 50, value("fil_http_request_duration_seconds_bucket" + path + ",le=\"+Inf\"}"));
        double took = value("fil_http_request_duration_seconds_sum" + path + "}") - seconds;
        assertTrue(took > 0 && took < most, () -> took + " s of " + most);
    }

    @Test
    void requestsAreCountedByGroupAndPathsThatAClientInventsAreOne() throws IOException {
        double before = value("fil_http_requests_total{path=\"/which-color.json\",status=\"2xx\"}");
        for (int i = 0; i < 20; i++) {
            get("/which-color.json");
            get("/invented/" + i);
        }
        assertEquals(before + 20, value("fil_http_requests_total{path=\"/which-color.json\",status=\"2xx\"}"));
        assertTrue(value("fil_http_requests_total{path=\"other\",status=\"4xx\"}") >= 20);
        assertTrue(!get("/metrics").body().contains("invented"));
    }

    @Test
    void heldRequestsAreCountedAndNoneIsLost() throws IOException {
        Shop.openIn(installation);
        LoadPlan plan = LoadPlan.of(installation.web().uri("")).atRate(300).asking("/shop/");
        try (Load load = Load.start(plan)) {
            String jar = Shop.jar(installation.beside(), "1.0.0").toUri().toString();
            await("a request that is held").atMost(Duration.ofSeconds(60)).until(() -> {
                installation.updateFrom("it.shop", jar).ends(0);
                return value("fil_gate_held_requests_total") > 0;
            });
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
        }
        assertEquals(0, value("fil_gate_waiting_requests"));
        assertEquals(0, value("fil_gate_unserved_requests_total{reason=\"expired\"}"));
        assertEquals(0, value("fil_gate_unserved_requests_total{reason=\"refused\"}"));
    }

    @Test
    void changesAreCountedByOutcomeWithTheTimeThatTheHandlerNotes() throws IOException {
        Path sick = ReleaseDraft.of(Archives.B, "1986.c", installation.beside())
                .neverWell()
                .pack();
        installation.fil("upgrade", sick.toString()).ends(11);
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        Path none = Files.writeString(installation.beside().resolve("fil-1986.d.tar.gz"), "no archive");
        installation.fil("upgrade", none.toString()).ends(10);
        installation.fil("downgrade").ends(0);
        String history = installation.fil("history", "--json").ends(0).output();
        double noted = 0;
        for (JsonNode change : new JsonMapper().readTree(history).path("changes")) {
            noted += change.path("tookMs").asDouble() / 1e3;
        }
        await("four changes")
                .atMost(Duration.ofSeconds(10))
                .until(() -> value("fil_upgrade_duration_seconds_count") == 4);
        assertEquals(2, value("fil_upgrades_total{outcome=\"done\"}"));
        assertEquals(1, value("fil_upgrades_total{outcome=\"undone\"}"));
        assertEquals(1, value("fil_upgrades_total{outcome=\"refused\"}"));
        assertEquals(0, value("fil_upgrades_total{outcome=\"not-undone\"}"));
        assertEquals(noted, value("fil_upgrade_duration_seconds_sum"), 0.001);
        assertEquals(0, value("fil_upgrade_running"));
        assertEquals(1, value("fil_release_info{release=\"1986.a\"}"));
        assertEquals(1, value("fil_bundle_state{bundle=\"fil.fsm\",state=\"active\",version=\"1986.0.0.a\"}"));
        parses();
    }

    @Test
    void whatAlarmsAndDashboardAskForIsThere() throws IOException {
        Path share = installation.home().resolve("share");
        Path promtool = Programs.need("promtool", "prometheus");
        installation
                .run(share, List.of(promtool.toString(), "check", "rules", "prometheus/fil.rules.yml"))
                .ends(0)
                .says("SUCCESS");
        String metrics = get("/metrics").body();
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(share.resolve("grafana/fil.json")));
        assertTrue(dashboard.path("panels").size() > 5);
        String asked = Files.readString(share.resolve("prometheus/fil.rules.yml")) + dashboard;
        Set<String> names = Pattern.compile("\\b(?:fil|jvm|process)_[a-z_]+")
                .matcher(asked)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.size() > 10, names::toString);
        names.forEach(name -> assertTrue(
                metrics.lines()
                        .anyMatch(line ->
                                line.startsWith("# TYPE " + name.replaceFirst("_(bucket|sum|count)$", "") + " ")),
                name));
    }

    private void parses() throws IOException {
        Path promtool = Programs.need("promtool", "prometheus");
        Path file = Files.writeString(
                installation.beside().resolve("metrics.txt"), get("/metrics").body());
        String output = installation
                .run(installation.beside(), List.of("sh", "-c", promtool + " check metrics < '" + file + "'"))
                .ends(0)
                .output();
        assertEquals("", output, "what promtool would have otherwise");
    }

    @Test
    void machineThatWasGivenUpIsSeenEverywhere() throws IOException {
        installation.eval("felix:start '" + doomed().toUri() + "'").ends(0);
        String fsm = installation.bundle("fil.fsm").group(1);
        installation.eval("felix:stop " + fsm).ends(0);
        installation.eval("felix:start " + fsm).ends(0);
        await("health is red")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/health").statusCode() == 503);
        assertTrue(get("/health").body().contains("given up"), () -> body("/health"));
        await("not ready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/ready").statusCode() == 503);
        assertEquals(0, value("fil_health_ok{check=\"colour machine\"}"));
        assertEquals(1, value("fil_health_ok{check=\"page\"}"));
        parses();
        installation.eval("felix:uninstall it.doomed").ends(0);
        installation.eval("felix:stop " + fsm).ends(0);
        installation.eval("felix:start " + fsm).ends(0);
        await("ready again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/ready").statusCode() == 200);
        assertEquals(200, get("/health").statusCode());
    }

    private String body(String path) {
        try {
            return get(path).body();
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    private Path doomed() {
        return Bundles.compile(
                installation.beside().resolve("doomed.jar"),
                Map.of("Bundle-SymbolicName", "it.doomed", "Bundle-Version", "1.0.0", "Private-Package", "it.doomed"),
                DOOMED);
    }

    @Test
    void typesAreThoseThatMonitoringExpects() throws IOException {
        assertEquals("text/plain; version=0.0.4; charset=utf-8", type("/metrics"));
        assertEquals("application/json", type("/health").replaceFirst(";.*", ""));
        assertEquals("text/plain", type("/ready").replaceFirst(";.*", ""));
        assertEquals("text/html", type("/health.html").replaceFirst(";.*", ""));
        assertEquals("text/html;charset=utf-8", type("/fil/").replace(" ", ""));
    }

    private String type(String path) throws IOException {
        return get(path).headers().firstValue("Content-Type").orElse("none");
    }
}
