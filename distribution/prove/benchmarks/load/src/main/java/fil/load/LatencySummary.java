package fil.load;

import org.HdrHistogram.Histogram;

/** Latencies in milliseconds, counted from when a request was due. */
public record LatencySummary(double p50, double p90, double p99, double p999, double max) {
    static LatencySummary of(Histogram nanos) {
        return new LatencySummary(at(nanos, 50), at(nanos, 90), at(nanos, 99), at(nanos, 99.9), at(nanos, 100));
    }

    private static double at(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? 0 : nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
