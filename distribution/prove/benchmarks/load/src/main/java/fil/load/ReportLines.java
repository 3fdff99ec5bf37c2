package fil.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report as lines {@code key=value}, for the way from one process to the other. */
final class ReportLines {
    static final String END = ".";
    private static final String FAILURE = "failure.";
    private static final String RELEASE = "release.";
    private static final String EXAMPLE = "example.";

    private ReportLines() {}

    static List<String> write(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("seconds=" + report.seconds());
        lines.add("answered=" + report.answered());
        lines.add("mixed=" + report.mixed());
        lines.add("gap=" + report.longestGap());
        lines.add("gapAt=" + report.longestGapAt());
        lines.add("polite=" + report.closedPolitely());
        lines.add("idle=" + report.closedWhileIdle());
        lines.add("p50=" + report.latency().p50());
        lines.add("p90=" + report.latency().p90());
        lines.add("p99=" + report.latency().p99());
        lines.add("p999=" + report.latency().p999());
        lines.add("max=" + report.latency().max());
        report.failures().forEach((kind, count) -> lines.add(FAILURE + kind + "=" + count));
        report.releases().forEach((release, count) -> lines.add(RELEASE + release + "=" + count));
        for (int i = 0; i < report.examples().size(); i++) {
            lines.add(EXAMPLE + "%02d".formatted(i) + "=" + report.examples().get(i));
        }
        lines.add(END);
        return lines;
    }

    static Report read(List<String> lines) {
        Map<String, String> all = new TreeMap<>();
        for (String line : lines) {
            String[] pair = line.split("=", 2);
            all.put(pair[0], pair[1]);
        }
        LatencySummary latency = new LatencySummary(
                number(all, "p50"), number(all, "p90"), number(all, "p99"), number(all, "p999"), number(all, "max"));
        return new Report(
                number(all, "seconds"),
                count(all, "answered"),
                counts(all, FAILURE),
                count(all, "mixed"),
                counts(all, RELEASE),
                number(all, "gap"),
                number(all, "gapAt"),
                count(all, "polite"),
                count(all, "idle"),
                latency,
                all.entrySet().stream()
                        .filter(e -> e.getKey().startsWith(EXAMPLE))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    private static double number(Map<String, String> all, String key) {
        return Double.parseDouble(all.get(key));
    }

    private static long count(Map<String, String> all, String key) {
        return Long.parseLong(all.get(key));
    }

    private static Map<String, Long> counts(Map<String, String> all, String prefix) {
        return all.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        e -> e.getKey().substring(prefix.length()), e -> Long.valueOf(e.getValue())));
    }
}
