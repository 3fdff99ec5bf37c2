package fil.health;

import fil.health.Snapshot.Red;
import fil.signals.Dto;
import fil.signals.SystemName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.ServiceReference;

/** The Felix health checks with the tag {@code fil}, asked one by one. */
final class Checks {
    private static final String CHECK = "org.apache.felix.hc.api.HealthCheck";
    private static final Set<String> WELL = Set.of("OK", "WARN");
    private static final String PASSING = "TEMPORARILY_UNAVAILABLE";

    private static final String COUNTED = SystemName.healthTags().stream()
            .map(tag -> "(hc.tags=" + tag + ")")
            .collect(Collectors.joining("", "(|", ")"));

    private final ServiceLookup registry;

    Checks(ServiceLookup registry) {
        this.registry = registry;
    }

    Map<String, Red> red() {
        Map<String, Red> red = new TreeMap<>();
        for (ServiceReference<?> reference : registry.all(CHECK, COUNTED)) {
            registry.ask(reference, Checks::result).forEach(result -> {
                if (!WELL.contains(result.status())) {
                    red.put(
                            name(reference),
                            new Red(result.words(), result.status().equals(PASSING)));
                }
            });
        }
        return red;
    }

    private record Result(String status, String words) {}

    private static Result result(Dto check) throws ReflectiveOperationException {
        Object result = check.call(CHECK, "execute").object();
        String status = text(result, "getStatus");
        StringBuilder words = new StringBuilder();
        for (Object entry : (Iterable<?>) result) {
            if (!WELL.contains(text(entry, "getStatus"))) {
                words.append(words.isEmpty() ? "" : "; ").append(text(entry, "getMessage"));
            }
        }
        return new Result(status, Components.shortened(words.toString()));
    }

    private static String text(Object object, String method) throws ReflectiveOperationException {
        return String.valueOf(object.getClass().getMethod(method).invoke(object));
    }

    private static String name(ServiceReference<?> reference) {
        Object name = reference.getProperty("hc.name");
        return name == null ? "of " + reference.getBundle().getSymbolicName() : name.toString();
    }
}
