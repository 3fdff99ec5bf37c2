package fil.release.plan;

import fil.release.Release;
import fil.release.ReleaseBundle;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One side of a change: the bundles that are there, by symbolic name, and the configuration of the release.
 *
 * @param release the name of the release
 * @param parts its bundles, by symbolic name
 * @param configurations its configuration by PID
 */
public record Assembly(String release, Map<String, Part> parts, Map<String, Map<String, Object>> configurations) {
    public Assembly {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        configurations = Map.copyOf(configurations);
    }

    /**
     * @param release a release
     * @param facts reads the manifest of each of its bundles
     * @return the release as one side of a change
     */
    public static Assembly of(Release release, Function<ReleaseBundle, BundleFacts> facts) {
        Map<String, Part> parts = new TreeMap<>();
        release.bundles()
                .forEach(
                        bundle -> parts.put(bundle.symbolicName(), new Part(facts.apply(bundle), bundle.startOrder())));
        return new Assembly(release.name(), parts, release.configurations());
    }

    /**
     * @param name a symbolic name
     * @return the bundle of that name
     */
    public Optional<Part> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /**
     * @param names symbolic names
     * @return the bundles of those names that are there, in the order in which they start
     */
    public List<Part> inStartOrder(Collection<String> names) {
        return parts.values().stream()
                .filter(part -> names.contains(part.name()))
                .sorted((one, two) -> one.startOrder() != two.startOrder()
                        ? Integer.compare(one.startOrder(), two.startOrder())
                        : one.name().compareTo(two.name()))
                .toList();
    }
}
