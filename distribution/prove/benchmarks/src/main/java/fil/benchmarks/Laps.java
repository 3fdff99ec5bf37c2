package fil.benchmarks;

import fil.load.Report;
import java.util.List;

/**
 * What a load saw in a row of laps.
 *
 * @param reports one for each lap
 */
record Laps(List<Report> reports) {
    long sent() {
        return reports.stream().mapToLong(Report::sent).sum();
    }

    long failed() {
        return reports.stream().mapToLong(Report::failed).sum();
    }

    long mixed() {
        return reports.stream().mapToLong(Report::mixed).sum();
    }

    double longestGap() {
        return reports.stream().mapToDouble(Report::longestGap).max().orElse(Double.NaN);
    }

    /** The median of the laps' longest ones: one disturbance from outside does not make it. */
    double usualGap() {
        return MeasuredRounds.median(reports.stream().map(Report::longestGap).toList());
    }

    double longestLatency() {
        return reports.stream().mapToDouble(lap -> lap.latency().max()).max().orElse(Double.NaN);
    }

    /** How much longer the gaps are than those of other laps. */
    String against(Laps others) {
        return "gap %+.1f ms, usual gap %+.1f ms"
                .formatted(longestGap() - others.longestGap(), usualGap() - others.usualGap());
    }

    /** Below a row: what failed, and how. */
    void note(Table table) {
        reports.forEach(lap -> lap.failures().forEach((kind, count) -> table.note(count + " x " + kind)));
        reports.stream().flatMap(lap -> lap.examples().stream()).limit(3).forEach(table::note);
    }
}
