package fil.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Writes down what became of each request, for all clients. */
final class Tally {
    private static final int MOST_EXAMPLES = 20;
    private final Histogram latency = new Histogram(1_000, 3_600_000_000_000L, 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private final CutOverWatch releases = new CutOverWatch();
    private long lapStart;
    private long lastAnswer;
    private long longestGap;
    private long longestGapAt;
    private long closedPolitely;
    private long closedWhileIdle;

    Tally(long start) {
        lapStart = start;
        lastAnswer = start;
    }

    synchronized void answered(long due, long sent, long received, AnswerVerdict verdict) {
        if (!verdict.legal()) {
            fail(sent, verdict.failure(), "");
            return;
        }
        latency.recordValue(Math.max(0, received - due));
        gap(received);
        lastAnswer = Math.max(lastAnswer, received);
        if (releases.answered(verdict.release(), sent, received)) {
            example(sent, "mixed", verdict.release());
        }
    }

    synchronized void failed(long sent, String kind, String path) {
        fail(sent, kind, path);
    }

    synchronized void closedPolitely() {
        closedPolitely++;
    }

    synchronized void closedWhileIdle() {
        closedWhileIdle++;
    }

    synchronized void changing(String release) {
        releases.changing(release, System.nanoTime());
    }

    synchronized long lastAnswer() {
        return lastAnswer;
    }

    /** What was seen since the start or the last lap; the next lap begins. */
    synchronized Report lap(long now) {
        gap(now);
        Report report = new Report(
                (now - lapStart) / 1e9,
                latency.getTotalCount(),
                Map.copyOf(failures),
                releases.mixed(),
                releases.seen(),
                longestGap / 1e6,
                longestGapAt / 1e6,
                closedPolitely,
                closedWhileIdle,
                LatencySummary.of(latency),
                List.copyOf(examples));
        latency.reset();
        failures.clear();
        examples.clear();
        releases.lap();
        lapStart = now;
        longestGap = 0;
        longestGapAt = 0;
        closedPolitely = 0;
        closedWhileIdle = 0;
        return report;
    }

    private void gap(long now) {
        long gap = now - lastAnswer;
        if (gap > longestGap) {
            longestGap = gap;
            longestGapAt = lastAnswer - lapStart;
        }
    }

    private void fail(long sent, String kind, String detail) {
        failures.merge(kind, 1L, Long::sum);
        example(sent, kind, detail);
    }

    private void example(long sent, String kind, String detail) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add("%s %s, sent at %.1f ms".formatted(kind, detail, (sent - lapStart) / 1e6));
        }
    }
}
