package fil.gate;

import fil.signals.Names;
import fil.signals.RestRuntimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A whiteboard service as it was registered: what must be known of it when it has gone.
 * The names of the javax whiteboard (1.1) and of the jakarta one (2.0) are the same but for the service's type.
 */
record Registration(
        long service, int ranking, long bundle, String symbolicName, Kind kind, Map<String, Object> properties) {

    static final String PREFIX = "osgi.http.whiteboard.";
    private static final List<String> REST = List.of("osgi.jakartars.", "osgi.jaxrs.");
    private static final Set<String> SERVLETS = Set.of("jakarta.servlet.Servlet", "javax.servlet.Servlet");

    /** The types of those that may refuse a request. */
    static final Map<String, Kind> GUARDS = Map.of(
            "jakarta.servlet.Filter", Kind.FILTER,
            "javax.servlet.Filter", Kind.FILTER,
            "org.osgi.service.servlet.context.ServletContextHelper", Kind.CONTEXT,
            "org.osgi.service.http.context.ServletContextHelper", Kind.CONTEXT,
            "org.osgi.service.servlet.whiteboard.Preprocessor", Kind.PREPROCESSOR,
            "org.osgi.service.http.whiteboard.Preprocessor", Kind.PREPROCESSOR,
            "jakarta.ws.rs.container.ContainerRequestFilter", Kind.GUEST_FILTER,
            "javax.ws.rs.container.ContainerRequestFilter", Kind.GUEST_FILTER);

    /** The services that may be one. */
    static final String SERVICES = "(|(objectClass=jakarta.servlet.Servlet)(objectClass=javax.servlet.Servlet)"
            + "(objectClass=jakarta.servlet.Filter)(objectClass=javax.servlet.Filter)"
            + "(objectClass=org.osgi.service.servlet.context.ServletContextHelper)"
            + "(objectClass=org.osgi.service.http.context.ServletContextHelper)"
            + "(objectClass=org.osgi.service.servlet.whiteboard.Preprocessor)"
            + "(objectClass=org.osgi.service.http.whiteboard.Preprocessor)"
            + "(osgi.http.whiteboard.listener=true)(osgi.http.whiteboard.resource.pattern=*)"
            + "(objectClass=org.osgi.service.jakartars.runtime.JakartarsServiceRuntime)"
            + "(objectClass=org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime)"
            + "(osgi.jakartars.resource=true)(osgi.jakartars.extension=true)(osgi.jakartars.application.base=*)"
            + "(osgi.jaxrs.resource=true)(osgi.jaxrs.extension=true)(osgi.jaxrs.application.base=*))";

    /** All that the service is on the whiteboard; empty for a service that is not there. */
    static List<Registration> of(ServiceReference<?> reference) {
        Map<String, Object> all = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            all.put(key, reference.getProperty(key));
        }
        Bundle bundle = reference.getBundle();
        boolean looksOn = "false".equals(String.valueOf(all.get(Names.GUARDS)));
        return bundle == null || looksOn
                ? List.of()
                : of(bundle.getBundleId(), String.valueOf(bundle.getSymbolicName()), all);
    }

    static List<Registration> of(long bundle, String symbolicName, Map<String, Object> properties) {
        Set<String> types = new HashSet<>(strings(properties.get(Constants.OBJECTCLASS)));
        List<Kind> kinds = new ArrayList<>();
        if (types.stream().anyMatch(SERVLETS::contains)) {
            add(kinds, Kind.SERVLET, has(properties, "servlet.pattern", "servlet.name"));
            add(kinds, Kind.ERROR_PAGE, has(properties, "servlet.errorPage"));
        }
        add(kinds, Kind.RESOURCE, has(properties, "resource.pattern"));
        add(kinds, Kind.LISTENER, has(properties, "listener"));
        add(kinds, Kind.HOST, types.stream().anyMatch(RestRuntimes.TYPES::contains));
        add(kinds, Kind.GUEST, isRest(properties, "resource", "extension", "application.base"));
        GUARDS.forEach((type, kind) -> add(kinds, kind, types.contains(type) && takesPart(kind, properties)));
        return kinds.stream()
                .distinct()
                .map(it -> of(bundle, symbolicName, it, properties))
                .toList();
    }

    private static boolean takesPart(Kind guard, Map<String, Object> properties) {
        return switch (guard) {
            case FILTER -> has(properties, "filter.pattern", "filter.regex", "filter.servlet");
            case CONTEXT -> has(properties, "context.name");
            case GUEST_FILTER -> isRest(properties, "extension");
            default -> true;
        };
    }

    private static void add(List<Kind> kinds, Kind kind, boolean takesPart) {
        if (takesPart) {
            kinds.add(kind);
        }
    }

    private static Registration of(long bundle, String symbolicName, Kind kind, Map<String, Object> properties) {
        long service = properties.get(Constants.SERVICE_ID) instanceof Number id ? id.longValue() : 0;
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        return new Registration(service, ranking, bundle, symbolicName, kind, Map.copyOf(properties));
    }

    /** Patterns of the servlet specification. */
    List<String> patterns() {
        return switch (kind) {
            case SERVLET, HTTP_SERVICE -> values("servlet.pattern");
            case RESOURCE -> values("resource.pattern");
            case FILTER -> values("filter.pattern");
            case CONTEXT, PREPROCESSOR, ERROR_PAGE, LISTENER, HOST, GUEST, GUEST_FILTER -> List.of();
        };
    }

    List<String> values(String key) {
        return strings(properties.get(PREFIX + key));
    }

    String value(String key, String otherwise) {
        return properties.get(PREFIX + key) instanceof String text ? text : otherwise;
    }

    /** Its kind, the context it chose and each of its patterns; of a guard also whose it is. */
    Stream<Mark> marks() {
        String head = value("context.select", "") + ' ';
        return switch (kind) {
            case SERVLET, RESOURCE -> patterns().stream().map(it -> Mark.of(Kind.SERVLET, head + it));
            case CONTEXT -> Stream.of(Mark.of(kind, value("context.name", "") + ' ' + value("context.path", "/")));
            case FILTER ->
                Stream.of(
                                patterns().stream(),
                                values("filter.regex").stream().map(it -> "~" + it),
                                values("filter.servlet").stream().map(it -> "@" + it))
                        .flatMap(it -> it)
                        .map(it -> Mark.of(kind, symbolicName + ' ' + head + it));
            case HTTP_SERVICE -> patterns().stream().map(it -> Mark.of(kind, it));
            case HOST -> Stream.empty();
            case PREPROCESSOR, GUEST, GUEST_FILTER -> Stream.of(Mark.of(kind, symbolicName));
            case ERROR_PAGE -> values("servlet.errorPage").stream().map(it -> Mark.of(kind, head + it));
            case LISTENER -> Stream.of(Mark.of(kind, symbolicName + ' ' + head));
        };
    }

    private static boolean isRest(Map<String, Object> properties, String... keys) {
        return REST.stream().anyMatch(prefix -> Stream.of(keys).anyMatch(key -> properties.containsKey(prefix + key)));
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
