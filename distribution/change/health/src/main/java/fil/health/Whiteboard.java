package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Refused;
import fil.health.Snapshot.Served;
import fil.signals.Dto;
import fil.signals.HttpServiceUsers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What the HTTP whiteboards serve and what they refuse: their runtime DTOs, of javax and of jakarta. */
final class Whiteboard {
    private static final List<String> RUNTIMES = List.of(
            "org.osgi.service.servlet.runtime.HttpServiceRuntime", "org.osgi.service.http.runtime.HttpServiceRuntime");
    /** By the numbers of DTOConstants: a context may still come, and a place may still be left. */
    private static final int NO_CONTEXT = 1;

    private static final Map<Integer, String> MAY_PASS = Map.of(
            NO_CONTEXT,
            "no servlet context matches it",
            2,
            "its servlet context failed",
            3,
            "another service has its place");

    private static final Map<Integer, String> FINAL = Map.of(
            4, "it threw in its init()",
            5, "its service cannot be got",
            6, "its registration is not valid",
            7, "its service is in use elsewhere",
            8, "it may not write to where it wants to",
            9, "its multipart settings do not fit the whiteboard");

    private static final Map<String, String> REFUSED = Map.of(
            "failedServletContextDTOs", "servlet context",
            "failedServletDTOs", "servlet",
            "failedFilterDTOs", "filter",
            "failedListenerDTOs", "listener",
            "failedResourceDTOs", "resource",
            "failedErrorPageDTOs", "error page",
            "failedPreprocessorDTOs", "preprocessor");

    private final ServiceLookup registry;

    Whiteboard(ServiceLookup registry) {
        this.registry = registry;
    }

    /** All that is served, and all that is refused. */
    record Seen(Set<Served> served, List<Refused> refused) {}

    List<Seen> look() {
        List<Dto> runtimes = RUNTIMES.stream()
                .flatMap(type -> registry.all(type, null).stream()
                        .flatMap(it -> registry.ask(it, service -> service.call(type, "getRuntimeDTO"))))
                .toList();
        // read after what is told of them: one that is not there has gone, and is not one that has only just come
        Map<Long, ServiceReference<?>> services = new HashMap<>();
        registry.all(null, null).forEach(it -> services.put((Long) it.getProperty("service.id"), it));
        Stream<Seen> http =
                runtimes.stream().map(runtime -> new Seen(served(runtime, services), refused(runtime, services)));
        return Stream.concat(http, new RestWhiteboard(registry).look(services).stream())
                .toList();
    }

    /** The addresses at which the whiteboards say that they answer. */
    List<String> endpoints() {
        return RUNTIMES.stream()
                .flatMap(type -> registry.all(type, null).stream())
                .flatMap(it -> it.getProperty("osgi.http.endpoint") instanceof String[] all
                        ? Stream.of(all)
                        : Stream.ofNullable((String) it.getProperty("osgi.http.endpoint")))
                .toList();
    }

    private Set<Served> served(Dto runtime, Map<Long, ServiceReference<?>> services) {
        Set<Served> all = new HashSet<>();
        runtime.dtos("preprocessorDTOs")
                .forEach(it -> all.add(entry(Kind.PREPROCESSOR, of(it, services), it, services)));
        for (Dto context : runtime.dtos("servletContextDTOs")) {
            String path = context.text("contextPath").equals("/") ? "" : context.text("contextPath");
            String in = " in " + context.text("name");
            all.add(entry(Kind.CONTEXT, context.text("name") + " at " + path + "/", context, services));
            Stream.of("servletDTOs", "resourceDTOs")
                    .flatMap(field -> context.dtos(field).stream())
                    .forEach(
                            it -> it.texts("patterns").forEach(pattern -> all.add(path(path + pattern, it, services))));
            context.dtos("filterDTOs")
                    .forEach(it -> all.add(entry(Kind.FILTER, "for " + targets(it) + in, it, services)));
            context.dtos("listenerDTOs")
                    .forEach(it -> all.add(entry(
                            Kind.LISTENER, String.join(", ", new TreeSet<>(it.texts("types"))) + in, it, services)));
            context.dtos("errorPageDTOs").forEach(it -> Stream.of("errorCodes", "exceptions")
                    .flatMap(field -> it.texts(field).stream())
                    .forEach(code -> all.add(entry(Kind.ERROR_PAGE, code + in, it, services))));
        }
        return all;
    }

    private Served path(String where, Dto it, Map<Long, ServiceReference<?>> services) {
        return it.number("serviceId") < 0
                ? new Served(Kind.PATH, where, owner(it.text("name")), "")
                : entry(Kind.PATH, where, it, services);
    }

    /**
     * Whose a servlet is that was registered with the HttpService: his who uses it; of several his who has the class, whose name is
     * the servlet's unless it was given another.
     */
    private String owner(String code) {
        List<Bundle> users = HttpServiceUsers.all(registry.context()).toList();
        List<Bundle> having = users.size() == 1
                ? users
                : users.stream()
                        .filter(it -> it.getEntry(code.replace('.', '/') + ".class") != null)
                        .toList();
        return having.size() == 1 ? having.get(0).getSymbolicName() : "";
    }

    private static String targets(Dto filter) {
        return String.join(
                ", ",
                Stream.of("patterns", "regexs", "servletNames")
                        .flatMap(field -> filter.texts(field).stream())
                        .sorted()
                        .toList());
    }

    private static Served entry(Kind kind, String where, Dto it, Map<Long, ServiceReference<?>> services) {
        ServiceReference<?> service = services.get(it.number("serviceId"));
        Bundle bundle = service == null ? null : service.getBundle();
        return new Served(
                kind,
                where,
                bundle == null ? "" : bundle.getSymbolicName(),
                service == null ? "" : ServiceLookup.component(service));
    }

    /** A preprocessor has no name: it is known by whose it is. */
    private static String of(Dto it, Map<Long, ServiceReference<?>> services) {
        ServiceReference<?> service = services.get(it.number("serviceId"));
        if (service == null || service.getBundle() == null) {
            return "";
        }
        String component = ServiceLookup.component(service);
        return "of " + (component.isEmpty() ? service.getBundle().getSymbolicName() : component);
    }

    private static List<Refused> refused(Dto runtime, Map<Long, ServiceReference<?>> services) {
        return REFUSED.entrySet().stream()
                .flatMap(kind -> runtime.dtos(kind.getKey()).stream()
                        .filter(it -> it.number("serviceId") < 0 || services.containsKey(it.number("serviceId")))
                        .map(it -> refused(kind.getValue(), it, services.get(it.number("serviceId")))))
                .toList();
    }

    private static Refused refused(String kind, Dto it, ServiceReference<?> service) {
        int reason = (int) it.number("failureReason");
        String why = FINAL.getOrDefault(reason, MAY_PASS.getOrDefault(reason, "the whiteboard gives no reason"));
        String places = String.join(
                ", ",
                Stream.of("patterns", "types", "errorCodes", "exceptions")
                        .flatMap(field -> it.texts(field).stream())
                        .limit(4)
                        .toList());
        String name = it.text("name");
        Bundle bundle = service == null ? null : service.getBundle();
        String what = Stream.of(kind, name, places.isEmpty() ? "" : "(" + places + ")")
                .filter(word -> !word.isEmpty())
                .reduce((one, two) -> one + " " + two)
                .orElse(kind);
        return new Refused(
                what,
                bundle == null ? "" : bundle.getSymbolicName(),
                why,
                !MAY_PASS.containsKey(reason),
                reason == NO_CONTEXT);
    }
}
