package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Refused;
import fil.health.Snapshot.Served;
import fil.signals.Dto;
import fil.signals.RestRuntimes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What the JAX-RS whiteboards answer with and what they refuse: their runtime DTOs, of javax and of jakarta. */
final class RestWhiteboard {
    private static final Map<String, String> REFUSED = Map.of(
            "failedApplicationDTOs", "JAX-RS application",
            "failedResourceDTOs", "JAX-RS resource",
            "failedExtensionDTOs", "JAX-RS extension");

    private final ServiceLookup registry;

    RestWhiteboard(ServiceLookup registry) {
        this.registry = registry;
    }

    List<Whiteboard.Seen> look(Map<Long, ServiceReference<?>> services) {
        return RestRuntimes.all(registry.context())
                .map(runtime -> new Whiteboard.Seen(served(runtime, services), refused(runtime, services)))
                .toList();
    }

    private static Set<Served> served(Dto runtime, Map<Long, ServiceReference<?>> services) {
        Set<Served> all = new HashSet<>();
        RestRuntimes.applications(runtime).forEach(application -> {
            String base = application.text("base");
            application.dtos("resourceDTOs").forEach(it -> {
                all.add(entry(Kind.RESOURCE, "of " + owner(it, services), it, services));
                it.dtos("resourceMethods")
                        .forEach(method -> all.add(entry(
                                Kind.RESOURCE,
                                method.text("method") + " " + base + "/" + method.text("path"),
                                it,
                                services)));
            });
            application
                    .dtos("extensionDTOs")
                    .forEach(it -> all.add(entry(Kind.EXTENSION, "of " + owner(it, services), it, services)));
        });
        // what the whiteboard brings itself is nobody's service
        all.removeIf(it -> it.bundle().isEmpty());
        return all;
    }

    private static Served entry(Kind kind, String where, Dto it, Map<Long, ServiceReference<?>> services) {
        ServiceReference<?> service = services.get(it.number("serviceId"));
        return new Served(kind, where, bundle(service), service == null ? "" : ServiceLookup.component(service));
    }

    /** A name that nobody has given is made of the number of the service, and is another one after each change. */
    private static String owner(Dto it, Map<Long, ServiceReference<?>> services) {
        ServiceReference<?> service = services.get(it.number("serviceId"));
        String component = service == null ? "" : ServiceLookup.component(service);
        return component.isEmpty() ? bundle(service) : component;
    }

    private static String bundle(ServiceReference<?> service) {
        Bundle bundle = service == null ? null : service.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName();
    }

    private static List<Refused> refused(Dto runtime, Map<Long, ServiceReference<?>> services) {
        return REFUSED.entrySet().stream()
                .flatMap(kind -> runtime.dtos(kind.getKey()).stream()
                        .map(it -> new Refused(
                                kind.getValue() + " of " + owner(it, services),
                                bundle(services.get(it.number("serviceId"))),
                                "the JAX-RS whiteboard gives the reason " + it.number("failureReason"),
                                false,
                                false)))
                .toList();
    }
}
