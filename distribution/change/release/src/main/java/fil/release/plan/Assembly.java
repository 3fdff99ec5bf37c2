package fil.release.plan;

import fil.release.Release;
import fil.release.ReleaseBundle;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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
public record Assembly(
        String release, Map<String, BundlePlacement> parts, Map<String, Map<String, Object>> configurations) {
    /** As the framework starts them: by start level, and of one level by their numbers. */
    public static final Comparator<BundlePlacement> START_ORDER = Comparator.comparingInt(BundlePlacement::startOrder)
            .thenComparingLong(BundlePlacement::id)
            .thenComparing(BundlePlacement::name);

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
        Map<String, BundlePlacement> parts = new TreeMap<>();
        release.inStartOrder()
                .forEach(bundle ->
                        parts.put(bundle.symbolicName(), part(bundle, facts.apply(bundle), parts.size() + 1)));
        return new Assembly(release.name(), parts, release.configurations());
    }

    /**
     * @param release the name of a release
     * @param facts what the manifests of its bundles say, in the order in which they start
     * @return it as one side of a change, without configuration
     */
    public static Assembly inOrder(String release, BundleFacts... facts) {
        Map<String, BundlePlacement> parts = new TreeMap<>();
        for (int i = 0; i < facts.length; i++) {
            parts.put(facts[i].symbolicName(), new BundlePlacement(facts[i], i + 1, "", i + 1, true));
        }
        return new Assembly(release, parts, Map.of());
    }

    /**
     * @param bundle a bundle of a release
     * @param facts what its manifest says
     * @param id its place among the bundles of a framework
     * @return the same as a part of an assembly
     */
    public static BundlePlacement part(ReleaseBundle bundle, BundleFacts facts, long id) {
        return new BundlePlacement(facts, bundle.startOrder(), bundle.sha256(), id, true);
    }

    /** @return its bundles as a comparison sees them, by symbolic name */
    public Map<String, Held> held() {
        Map<String, Held> held = new TreeMap<>();
        parts.forEach((name, part) -> held.put(name, part.held()));
        return held;
    }

    /**
     * @param name a symbolic name
     * @return the bundle of that name
     */
    public Optional<BundlePlacement> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /**
     * @param names symbolic names
     * @return the bundles of those names that are there, in the order in which they start
     */
    public List<BundlePlacement> inStartOrder(Collection<String> names) {
        return parts.values().stream()
                .filter(part -> names.contains(part.name()))
                .sorted(START_ORDER)
                .toList();
    }
}
