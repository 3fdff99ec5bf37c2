package fil.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.List;

/** Counts the changes of the release. The history forgets old ones; what was counted once stays counted here. */
final class UpgradeTally {
    private final Counter outcomes = Counter.builder()
            .name("fil_upgrades")
            .help("Changes of the release that are over, by outcome.")
            .withoutExemplars()
            .labelNames("outcome")
            .build();
    private final Histogram durations = Histogram.builder()
            .name("fil_upgrade_duration_seconds")
            .help("Time that changes of the release took.")
            .withoutExemplars()
            .classicOnly()
            .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
            .build();
    private long newest;

    UpgradeTally() {
        List.of("done", "failed", "refused", "undone", "not-undone", "interrupted")
                .forEach(outcomes::initLabelValues);
        durations.initLabelValues();
    }

    /** @param history the changes that are over, the newest first */
    synchronized void count(List<Changes.Change> history) {
        history.stream().takeWhile(change -> change.began() > newest).forEach(this::count);
        newest = history.stream().mapToLong(Changes.Change::began).max().orElse(newest);
    }

    private void count(Changes.Change change) {
        outcomes.labelValues(change.outcome()).inc();
        durations.observe(change.millis() / 1e3);
    }

    CounterSnapshot outcomes() {
        return outcomes.collect();
    }

    HistogramSnapshot durations() {
        return durations.collect();
    }
}
