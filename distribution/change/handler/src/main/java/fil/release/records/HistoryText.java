package fil.release.records;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The records of changes as lines for people. */
public final class HistoryText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx").withZone(ZoneId.systemDefault());

    private HistoryText() {}

    /** A line that tells the whole, then how clients fared, why it failed, and the steps. */
    public static List<String> lines(Map<String, Object> change) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%s  %s -> %s  %s, %s ms, by %s",
                began(change),
                change.get("from"),
                change.get("to"),
                change.get("outcome"),
                change.get("tookMs"),
                change.get("who")));
        if ("begun".equals(change.get("outcome"))) {
            lines.add("  it still runs");
        }
        list(change, "waived").forEach(flag -> lines.add("  with " + flag + ": " + change.get("trust")));
        list(change, "problems").forEach(problem -> lines.add("  " + problem));
        if (!change.getOrDefault("failure", "").toString().isEmpty()) {
            lines.add("  " + change.get("failure"));
        }
        list(change, "left").forEach(left -> lines.add("  left: " + left));
        if (change.containsKey("stoppedMs")) {
            lines.add(clients(change));
        }
        list(change, "steps").forEach(step -> lines.add(step(step)));
        return lines;
    }

    private static String began(Map<String, Object> change) {
        try {
            return TIME.format(Instant.parse(String.valueOf(change.get("began"))));
        } catch (DateTimeException e) {
            return "at a time unknown";
        }
    }

    private static String clients(Map<String, Object> change) {
        String seen = "done".equals(change.get("outcome"))
                ? "clients saw it after " + change.get("cutOverMs") + " ms"
                : "clients did not see it";
        return "  " + seen + "; something was stopped for " + change.get("stoppedMs") + " ms; requests held: "
                + change.getOrDefault("held", "unknown");
    }

    private static String step(Object step) {
        return step instanceof Map<?, ?> it && it.get("atMs") instanceof Number at
                ? String.format("  %7.3f s  %s (%s ms)", at.doubleValue() / 1000, it.get("step"), it.get("tookMs"))
                : "  " + step;
    }

    private static List<?> list(Map<String, Object> change, String key) {
        return change.get(key) instanceof List<?> list ? list : List.of();
    }
}
