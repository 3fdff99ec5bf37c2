package fil.monitor;

import fil.signals.SystemName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the basic facts into the page, which shows them without any script; the script then keeps them fresh. */
final class BasicPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final String page;

    /** @param page HTML with places such as {{release}} */
    BasicPage(String page) {
        this.page = page;
    }

    byte[] with(Map<String, Object> state) {
        Map<?, ?> java = (Map<?, ?>) state.get("java");
        Map<?, ?> memory = (Map<?, ?>) state.get("memory");
        Map<String, String> values = Map.of(
                "system", text(SystemName.VALUE),
                "program", text(SystemName.PROGRAM),
                "release", text(Optional.ofNullable(state.get("release")).orElse("no release")),
                "health", health((List<?>) state.get("health")),
                "checks", rows((List<?>) state.get("health"), BasicPage::check),
                "bundles", rows((List<?>) state.get("bundles"), BasicPage::bundle),
                "java", text(java.get("version") + ", " + java.get("vm")),
                "memory", ((Number) memory.get("heap")).longValue() / (1 << 20) + " MB",
                "started", TIME.format(Instant.ofEpochMilli((Long) java.get("started"))));
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String health(List<?> checks) {
        long red = checks.stream()
                .filter(check -> !((CheckResults.Check) check).ok())
                .count();
        return checks.isEmpty() ? "no checks" : red == 0 ? "all well" : red + " not well";
    }

    private static String check(Object any) {
        CheckResults.Check check = (CheckResults.Check) any;
        return "<li><b>" + text(check.name()) + "</b> " + text(check.status()) + " <span>" + text(check.message())
                + "</span></li>";
    }

    private static String bundle(Object any) {
        BundleTable.Seen seen = (BundleTable.Seen) any;
        return "<tr><th scope=\"row\">" + text(seen.bundle()) + "</th><td>" + text(seen.version()) + "</td><td>"
                + text(seen.state()) + "</td><td>" + TIME.format(Instant.ofEpochMilli(seen.since())) + "</td></tr>";
    }

    private static String rows(List<?> values, Function<Object, String> row) {
        return values.stream().map(row).collect(Collectors.joining("\n"));
    }

    /** @return the value as text that cannot be taken for HTML */
    static String text(Object value) {
        return String.valueOf(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
