package fil.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the requests of a load or of one lap of it.
 *
 * @param seconds how long it took
 * @param answered requests with a legal answer
 * @param failures the others by kind: {@code status 503}, {@code body}, {@code refused}, {@code reset}, {@code eof} (no answer),
 *     {@code truncated}, {@code timeout}, {@code not HTTP}
 * @param mixed answers of the old release to requests sent after an answer of the new one had been seen (see {@link Load#changing})
 * @param releases how many answers could only come from which release
 * @param longestGap longest time between two legal answers, in ms
 * @param longestGapAt when it began, in ms from the start
 * @param closedPolitely answers that said {@code Connection: close}
 * @param closedWhileIdle connections that the server closed while nothing was asked on them; the client saw it in time
 * @param latency of the legal answers
 * @param examples the first failures, with the time they were sent
 */
public record Report(
        double seconds,
        long answered,
        Map<String, Long> failures,
        long mixed,
        Map<String, Long> releases,
        double longestGap,
        double longestGapAt,
        long closedPolitely,
        long closedWhileIdle,
        LatencySummary latency,
        List<String> examples) {

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    public long sent() {
        return answered + failed();
    }

    /** For people: a few lines. */
    public String text() {
        return """
                %d requests in %.1f s (%.0f/s), %d failed %s, %d mixed, releases seen %s
                longest gap between answers %.1f ms (at %.1f s)
                latency from due, ms: p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f
                connections closed by the server: %d with an answer, %d while idle
                %s""".formatted(
                sent(),
                seconds,
                sent() / seconds,
                failed(),
                new TreeMap<>(failures),
                mixed,
                new TreeMap<>(releases),
                longestGap,
                longestGapAt / 1e3,
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max(),
                closedPolitely,
                closedWhileIdle,
                String.join("\n", examples)).strip();
    }
}
