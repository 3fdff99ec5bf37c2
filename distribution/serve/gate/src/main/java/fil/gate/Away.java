package fil.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was served by bundles that are away while the gate itself is replaced: the next gate waits for them too, or it would let requests
 * by without their login. Kept by this Java, as nothing else outlives both; of JDK types, as another version of the gate reads it.
 */
final class Away {

    private static final String KEY = "fil.gate.away";

    private Away() {}

    static void leave(Collection<Registration> all) {
        System.getProperties()
                .put(KEY, all.stream().map(Away::values).collect(Collectors.toCollection(ArrayList::new)));
    }

    /** By bundle; what a former gate left is read once. */
    static Map<Long, List<Registration>> take() {
        return System.getProperties().remove(KEY) instanceof List<?> all
                ? all.stream()
                        .map(it -> registration((Map<?, ?>) it))
                        .collect(Collectors.groupingBy(Registration::bundle))
                : Map.of();
    }

    private static Map<String, Object> values(Registration it) {
        Map<String, Object> properties = new HashMap<>();
        it.properties().forEach((key, value) -> {
            if (value instanceof String || value instanceof String[]) {
                properties.put(key, value);
            } else if (key.startsWith(Registration.PREFIX) && value instanceof Iterable<?> many) {
                List<String> texts = new ArrayList<>();
                many.forEach(each -> texts.add(String.valueOf(each)));
                properties.put(key, texts);
            }
        });
        return Map.of(
                "service", it.service(),
                "ranking", it.ranking(),
                "bundle", it.bundle(),
                "name", it.symbolicName(),
                "kind", it.kind().name(),
                "properties", properties);
    }

    @SuppressWarnings("unchecked") // what values() has written
    private static Registration registration(Map<?, ?> values) {
        return new Registration(
                (Long) values.get("service"),
                (Integer) values.get("ranking"),
                (Long) values.get("bundle"),
                (String) values.get("name"),
                Kind.valueOf((String) values.get("kind")),
                Map.copyOf((Map<String, Object>) values.get("properties")));
    }
}
