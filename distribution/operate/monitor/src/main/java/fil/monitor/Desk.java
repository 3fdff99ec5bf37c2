package fil.monitor;

import fil.json.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers each path of the operator's page, and the metrics. Everything is read, nothing can be changed from here. */
@Component(service = Desk.class)
public final class Desk {
    private static final String JSON = "application/json";
    private static final int HISTORY = 20;
    private static final Pattern AFTER = Pattern.compile("(?:^|&)after=([0-9]{1,15})(?:&|$)");

    private final Facts facts;
    private final Metrics metrics;
    private final Map<String, Kept> files;
    private final BasicPage page;

    /** For SCR. */
    @Activate
    public Desk(@Reference Facts facts, @Reference Metrics metrics) throws IOException {
        this.facts = facts;
        this.metrics = metrics;
        page = new BasicPage(new String(bytes("page.html"), StandardCharsets.UTF_8));
        files = Map.of(
                "/fil/page.css", Kept.of("page.css", "text/css; charset=utf-8"),
                "/fil/page.js", Kept.of("page.js", "text/javascript; charset=utf-8"),
                "/fil/tables.js", Kept.of("tables.js", "text/javascript; charset=utf-8"),
                "/fil/plot.js", Kept.of("plot.js", "text/javascript; charset=utf-8"),
                "/fil/icon.svg", Kept.of("icon.svg", "image/svg+xml"));
    }

    /**
     * @param path the path of a request to read it
     * @param query the query string
     * @param known the tag of what the client has already
     * @return the answer
     */
    HttpReply answer(String path, Optional<String> query, Optional<String> known) {
        return switch (path) {
            case "/metrics" -> HttpReply.fresh(Metrics.contentType(), metrics.text());
            case "/fil" -> HttpReply.elsewhere("/fil/");
            case "/fil/" -> HttpReply.fresh("text/html; charset=utf-8", page.with(facts.state()));
            case "/fil/state.json" -> json(facts.state());
            case "/fil/changes.json" -> json(facts.history(HISTORY));
            case "/fil/latency.json" -> json(facts.latency(after(query)));
            default ->
                Optional.ofNullable(files.get(path))
                        .map(file -> HttpReply.file(file.type, file.body, file.tag, known))
                        .orElseGet(() -> HttpReply.plain(404, "There is nothing here."));
        };
    }

    private HttpReply json(Object value) {
        return HttpReply.fresh(JSON, PlainJson.write(value));
    }

    private static long after(Optional<String> query) {
        Matcher matcher = AFTER.matcher(query.orElse(""));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Desk.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private record Kept(String type, byte[] body, String tag) {
        static Kept of(String name, String type) throws IOException {
            byte[] body = bytes(name);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
                return new Kept(type, body, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
