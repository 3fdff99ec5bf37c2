package fil.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A whiteboard service as it was registered: what must be known of it when it has gone.
 * The names of the javax whiteboard (1.1) and of the jakarta one (2.0) are the same but for the service's type.
 */
record Registration(long service, int ranking, long bundle, Kind kind, Map<String, Object> properties) {

    private static final String PREFIX = "osgi.http.whiteboard.";
    private static final Set<String> SERVLETS = Set.of("jakarta.servlet.Servlet", "javax.servlet.Servlet");
    private static final Set<String> FILTERS = Set.of("jakarta.servlet.Filter", "javax.servlet.Filter");
    private static final Set<String> CONTEXTS = Set.of(
            "org.osgi.service.servlet.context.ServletContextHelper",
            "org.osgi.service.http.context.ServletContextHelper");

    /** All that the service is on the whiteboard; empty for a service that is not there. */
    static List<Registration> of(ServiceReference<?> reference) {
        Map<String, Object> all = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            all.put(key, reference.getProperty(key));
        }
        return of(reference.getBundle() == null ? -1 : reference.getBundle().getBundleId(), all);
    }

    static List<Registration> of(long bundle, Map<String, Object> properties) {
        Set<String> types = new HashSet<>(strings(properties.get(Constants.OBJECTCLASS)));
        List<Registration> found = new ArrayList<>();
        if (types.stream().anyMatch(SERVLETS::contains) && has(properties, "servlet.pattern", "servlet.name")) {
            found.add(of(bundle, Kind.SERVLET, properties));
        }
        if (types.stream().anyMatch(FILTERS::contains)
                && has(properties, "filter.pattern", "filter.regex", "filter.servlet")) {
            found.add(of(bundle, Kind.FILTER, properties));
        }
        if (types.stream().anyMatch(CONTEXTS::contains) && has(properties, "context.name")) {
            found.add(of(bundle, Kind.CONTEXT, properties));
        }
        if (has(properties, "resource.pattern")) {
            found.add(of(bundle, Kind.RESOURCE, properties));
        }
        return found;
    }

    private static Registration of(long bundle, Kind kind, Map<String, Object> properties) {
        long service = properties.get(Constants.SERVICE_ID) instanceof Number id ? id.longValue() : 0;
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        return new Registration(service, ranking, bundle, kind, Map.copyOf(properties));
    }

    /** Patterns of the servlet specification. */
    List<String> patterns() {
        return switch (kind) {
            case SERVLET -> values("servlet.pattern");
            case RESOURCE -> values("resource.pattern");
            case FILTER -> values("filter.pattern");
            case CONTEXT -> List.of();
        };
    }

    List<String> values(String key) {
        return strings(properties.get(PREFIX + key));
    }

    String value(String key, String otherwise) {
        return properties.get(PREFIX + key) instanceof String text ? text : otherwise;
    }

    /** What takes this one's place has the same marks: its kind, the context it chose and each of its patterns. */
    Stream<String> marks() {
        if (kind == Kind.CONTEXT) {
            return Stream.of("context " + value("context.name", "") + ' ' + value("context.path", "/"));
        }
        String head = (kind == Kind.FILTER ? "filter " : "servlet ") + value("context.select", "") + ' ';
        Stream<String> others = kind == Kind.FILTER
                ? Stream.concat(
                        values("filter.regex").stream().map(it -> "~" + it),
                        values("filter.servlet").stream().map(it -> "@" + it))
                : Stream.empty();
        return Stream.concat(patterns().stream(), others).map(head::concat);
    }

    private static boolean has(Map<String, Object> properties, String... keys) {
        return Stream.of(keys).anyMatch(key -> properties.containsKey(PREFIX + key));
    }

    private static List<String> strings(Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof String[] texts) {
            return List.of(texts);
        }
        if (value instanceof Iterable<?> many) {
            List<String> texts = new ArrayList<>();
            many.forEach(it -> texts.add(String.valueOf(it)));
            return texts;
        }
        return List.of();
    }
}
