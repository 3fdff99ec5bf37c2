package fil.monitor;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the changes of the release. The history forgets old ones; what was counted once stays counted here. */
final class UpgradeTally {
    private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Double.POSITIVE_INFINITY};
    private static final List<String> OUTCOMES =
            List.of("done", "failed", "refused", "undone", "not-undone", "interrupted");

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final long[] buckets = new long[SECONDS.length];
    private double seconds;
    private long newest;

    UpgradeTally() {
        OUTCOMES.forEach(outcome -> outcomes.put(outcome, 0L));
    }

    /** @param history the changes that are over, the newest first */
    synchronized void count(List<Changes.Change> history) {
        history.stream().takeWhile(change -> change.began() > newest).forEach(this::count);
        newest = history.stream().mapToLong(Changes.Change::began).max().orElse(newest);
    }

    private void count(Changes.Change change) {
        outcomes.merge(change.outcome(), 1L, Long::sum);
        seconds += change.millis() / 1e3;
        int bucket = 0;
        while (change.millis() / 1e3 > SECONDS[bucket]) {
            bucket++;
        }
        buckets[bucket]++;
    }

    synchronized CounterSnapshot outcomes() {
        return Samples.counter(
                "fil_upgrades",
                "Changes of the release that are over, by outcome.",
                outcomes.entrySet().stream()
                        .collect(Collectors.toMap(entry -> Labels.of("outcome", entry.getKey()), Map.Entry::getValue)));
    }

    synchronized HistogramSnapshot durations() {
        ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
        for (int i = 0; i < SECONDS.length; i++) {
            classic.bucket(SECONDS[i], buckets[i]);
        }
        return HistogramSnapshot.builder()
                .name("fil_upgrade_duration_seconds")
                .help("Time that changes of the release took.")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(classic.build())
                        .sum(seconds)
                        .build())
                .build();
    }
}
