package fil.monitor;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Requests, their latency, and those that wait at the gate. */
final class TrafficMetrics implements MultiCollector {
    private static final int CLASSES = 5;

    private final Traffic traffic;
    private final Supplier<Map<String, Long>> gate;

    TrafficMetrics(Traffic traffic, Supplier<Map<String, Long>> gate) {
        this.traffic = traffic;
        this.gate = gate;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder()
                .metricSnapshot(requests())
                .metricSnapshot(latency())
                .metricSnapshot(Samples.gauge(
                        "fil_http_requests_under_way",
                        "Requests that have come and are not answered yet, without event streams.",
                        traffic.underWay()))
                .metricSnapshot(Samples.gauge(
                        "fil_http_event_streams",
                        "Open streams of events.",
                        traffic.streams().sum()));
        atTheGate(all, gate.get());
        return all.build();
    }

    private static void atTheGate(MetricSnapshots.Builder all, Map<String, Long> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        all.metricSnapshot(Samples.gauge(
                "fil_gate_waiting_requests",
                "Requests that are held now, because the bundle that serves them is being replaced.",
                numbers.getOrDefault("waiting", 0L)));
        all.metricSnapshot(Samples.counter(
                "fil_gate_held_requests",
                "Requests that were held because the bundle that serves them was being replaced.",
                Map.of(Labels.EMPTY, numbers.getOrDefault("held", 0L))));
        all.metricSnapshot(Samples.counter(
                "fil_gate_unserved_requests",
                "Requests that the gate answered with 503: too long held, or too many.",
                Map.of(
                        Labels.of("reason", "expired"), numbers.getOrDefault("expired", 0L),
                        Labels.of("reason", "refused"), numbers.getOrDefault("refused", 0L))));
    }

    private CounterSnapshot requests() {
        Map<Labels, Long> values = new LinkedHashMap<>();
        for (Count count : traffic.counts()) {
            for (int status = 1; status <= CLASSES; status++) {
                values.put(Labels.of("path", count.group(), "status", status + "xx"), count.answers(status));
            }
        }
        return Samples.counter(
                "fil_http_requests", "Requests that were answered, by group of paths and class of status.", values);
    }

    private HistogramSnapshot latency() {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder()
                .name("fil_http_request_duration_seconds")
                .help(
                        "Time from a request to the end of its answer, time at the gate included, without event streams.");
        for (Count count : traffic.counts()) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int bucket = 0; bucket < Count.buckets(); bucket++) {
                buckets.bucket(Count.upperBound(bucket), count.inBucket(bucket));
            }
            histogram.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("path", count.group()))
                    .classicHistogramBuckets(buckets.build())
                    .sum(count.seconds())
                    .build());
        }
        return histogram.build();
    }
}
