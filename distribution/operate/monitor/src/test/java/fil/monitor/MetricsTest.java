package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Traffic traffic = new Traffic(List.of("/"));
    private Map<String, Long> gate = Map.of("waiting", 3L, "held", 40L, "expired", 1L, "refused", 0L);

    private String text(Optional<Changes> changes) {
        SystemMetrics system = new SystemMetrics(
                () -> List.of(new BundleTable.Seen(7, "fil.web", "1.0.0", "fil web", "active", 0, 1)),
                () -> List.of(new CheckResults.Check("page", false, "CRITICAL", "no page")),
                () -> Optional.of("1986.a"),
                () -> changes);
        return new String(
                new Metrics(List.of(new TrafficMetrics(traffic, () -> gate), system)).text(), StandardCharsets.UTF_8);
    }

    private static void assertLine(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), () -> "no line " + line + " in\n" + text);
    }

    @Test
    void requestsAreCountedByGroupAndClassOfStatus() {
        traffic.of("/").answered(200);
        traffic.of("/").answered(204);
        traffic.of("/nobody").answered(404);
        String text = text(Optional.empty());
        assertLine(text, "fil_http_requests_total{path=\"/\",status=\"2xx\"} 2.0");
        assertLine(text, "fil_http_requests_total{path=\"other\",status=\"4xx\"} 1.0");
        assertLine(text, "fil_http_requests_total{path=\"other\",status=\"5xx\"} 0.0");
    }

    @Test
    void latencyIsAHistogram() {
        traffic.of("/").took(1_500_000);
        traffic.of("/").took(20_000_000_000L);
        String text = text(Optional.empty());
        assertLine(text, "fil_http_request_duration_seconds_bucket{path=\"/\",le=\"0.001\"} 0");
        assertLine(text, "fil_http_request_duration_seconds_bucket{path=\"/\",le=\"0.002\"} 1");
        assertLine(text, "fil_http_request_duration_seconds_bucket{path=\"/\",le=\"10.0\"} 1");
        assertLine(text, "fil_http_request_duration_seconds_bucket{path=\"/\",le=\"+Inf\"} 2");
        assertLine(text, "fil_http_request_duration_seconds_sum{path=\"/\"} 20.0015");
    }

    @Test
    void theGateBundlesAndHealthAreThere() {
        String text = text(Optional.empty());
        assertLine(text, "fil_gate_waiting_requests 3.0");
        assertLine(text, "fil_gate_held_requests_total 40.0");
        assertLine(text, "fil_bundle_state{bundle=\"fil.web\",state=\"active\",version=\"1.0.0\"} 1.0");
        assertLine(text, "fil_health_ok{check=\"page\"} 0.0");
        assertLine(text, "fil_release_info{release=\"1986.a\"} 1");
    }

    @Test
    void whatIsNotThereHasNoNumbers() {
        gate = Map.of();
        String text = text(Optional.empty());
        assertFalse(text.contains("fil_gate"));
        assertFalse(text.contains("fil_upgrade"));
    }

    @Test
    void changesAreCountedByOutcome() {
        String text = text(Optional.of(new TwoChanges()));
        assertLine(text, "fil_upgrades_total{outcome=\"done\"} 1.0");
        assertLine(text, "fil_upgrades_total{outcome=\"undone\"} 1.0");
        assertLine(text, "fil_upgrade_duration_seconds_bucket{le=\"0.5\"} 1");
        assertLine(text, "fil_upgrade_duration_seconds_bucket{le=\"+Inf\"} 2");
        assertLine(text, "fil_upgrades_total{outcome=\"refused\"} 0.0");
        assertLine(text, "fil_upgrade_running 0.0");
    }

    private record TwoChanges() implements Changes {
        @Override
        public Optional<String> current() {
            return Optional.of("1986.b");
        }

        @Override
        public List<Known> releases() {
            return List.of();
        }

        @Override
        public List<String> lacking() {
            return List.of();
        }

        @Override
        public List<String> changedByHand() {
            return List.of();
        }

        @Override
        public Optional<Change> running() {
            return Optional.empty();
        }

        @Override
        public List<Change> history() {
            return List.of(
                    new Change("1986.a", "1986.b", 2, 300, "done", Optional.empty(), 0, List.of()),
                    new Change("1986.a", "1986.b", 1, 15_300, "undone", Optional.of("red"), 0, List.of()));
        }
    }
}
