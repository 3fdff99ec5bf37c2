package fil.monitor;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Releases and their changes, bundles, and health. */
final class SystemMetrics implements MultiCollector {
    private final UpgradeTally upgrades = new UpgradeTally();
    private final Supplier<List<BundleTable.Seen>> bundles;
    private final Supplier<List<CheckResults.Check>> health;
    private final Supplier<Optional<String>> release;
    private final Supplier<Optional<Changes>> changes;

    SystemMetrics(BundleTable bundles, CheckResults health, OptionalParts surroundings) {
        this(bundles::all, health::checks, surroundings::release, surroundings::changes);
    }

    SystemMetrics(
            Supplier<List<BundleTable.Seen>> bundles,
            Supplier<List<CheckResults.Check>> health,
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

    private void addChanges(MetricSnapshots.Builder all, Changes known) {
        upgrades.count(known.history());
        all.metricSnapshot(upgrades.outcomes());
        all.metricSnapshot(upgrades.durations());
        all.metricSnapshot(Samples.gauge(
                "fil_upgrade_running",
                "1 while the release is being changed, else 0.",
                known.running()
                                .filter(change -> change.outcome().equals(RunningChange.RUNS))
                                .isPresent()
                        ? 1
                        : 0));
    }
}
