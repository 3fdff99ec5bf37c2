package fil.monitor;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Releases and their changes, bundles, and health. */
final class SystemMetrics implements MultiCollector {
    private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Double.POSITIVE_INFINITY};

    private final Supplier<List<BundleList.Seen>> bundles;
    private final Supplier<List<Health.Check>> health;
    private final Supplier<Optional<String>> release;
    private final Supplier<Optional<Changes>> changes;

    SystemMetrics(BundleList bundles, Health health, Surroundings surroundings) {
        this(bundles::all, health::checks, surroundings::release, surroundings::changes);
    }

    SystemMetrics(
            Supplier<List<BundleList.Seen>> bundles,
            Supplier<List<Health.Check>> health,
            Supplier<Optional<String>> release,
            Supplier<Optional<Changes>> changes) {
        this.bundles = bundles;
        this.health = health;
        this.release = release;
        this.changes = changes;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        release.get()
                .ifPresent(name -> all.metricSnapshot(
                        Samples.info("fil_release", "The release that runs.", Labels.of("release", name))));
        changes.get().ifPresent(known -> addChanges(all, known));
        Map<Labels, Integer> states = new LinkedHashMap<>();
        bundles.get()
                .forEach(seen -> states.put(
                        Labels.of("bundle", seen.bundle(), "version", seen.version(), "state", seen.state()), 1));
        all.metricSnapshot(Samples.gauge("fil_bundle_state", "The state that each bundle is in.", states));
        Map<Labels, Integer> checks = new LinkedHashMap<>();
        health.get().forEach(check -> checks.put(Labels.of("check", check.name()), check.ok() ? 1 : 0));
        all.metricSnapshot(Samples.gauge("fil_health_ok", "1 where a health check is content, else 0.", checks));
        return all.build();
    }

    private static void addChanges(MetricSnapshots.Builder all, Changes changes) {
        List<Changes.Change> history = changes.history();
        Map<Labels, Long> outcomes = history.stream()
                .collect(
                        Collectors.groupingBy(change -> Labels.of("outcome", change.outcome()), Collectors.counting()));
        all.metricSnapshot(
                Samples.counter("fil_upgrades", "Changes of the release that are over, by outcome.", outcomes));
        all.metricSnapshot(durations(history));
        all.metricSnapshot(Samples.gauge(
                "fil_upgrade_running",
                "1 while the release is being changed, else 0.",
                changes.running().isPresent() ? 1 : 0));
    }

    private static HistogramSnapshot durations(List<Changes.Change> history) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        double below = Double.NEGATIVE_INFINITY;
        for (double bound : SECONDS) {
            double least = below;
            buckets.bucket(
                    bound,
                    history.stream()
                            .mapToDouble(change -> change.millis() / 1e3)
                            .filter(seconds -> seconds > least && seconds <= bound)
                            .count());
            below = bound;
        }
        return HistogramSnapshot.builder()
                .name("fil_upgrade_duration_seconds")
                .help("Time that changes of the release took.")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(history.stream()
                                .mapToDouble(change -> change.millis() / 1e3)
                                .sum())
                        .build())
                .build();
    }
}
