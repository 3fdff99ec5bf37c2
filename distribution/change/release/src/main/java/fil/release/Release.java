package fil.release;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A named set of bundles at exact versions with their configuration. Written down as an OSGi Feature. Immutable.
 *
 * @param name {@code 1986.a}
 * @param bundles in the order of the feature file; no two of one symbolic name
 * @param configurations the defaults of the release by PID; a factory PID is {@code factory~name}
 * @param behindClients symbolic names of bundles that neither answer clients at the pages that they come for nor guard those: clients are
 *     let in while they still start
 */
public record Release(
        String name,
        List<ReleaseBundle> bundles,
        Map<String, Map<String, Object>> configurations,
        Set<String> behindClients) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Release {
        requireName(name);
        bundles = List.copyOf(bundles);
        behindClients = Set.copyOf(behindClients);
        configurations = configurations.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
    }

    /** One that lets clients in once all has been started. */
    public Release(String name, List<ReleaseBundle> bundles, Map<String, Map<String, Object>> configurations) {
        this(name, bundles, configurations, Set.of());
    }

    /**
     * @param symbolicName the bundle asked for
     * @return the bundle of that name in this release, if there is one
     */
    public Optional<ReleaseBundle> bundle(String symbolicName) {
        return bundles.stream()
                .filter(bundle -> bundle.symbolicName().equals(symbolicName))
                .findFirst();
    }

    /** @return its bundles in the order in which they are installed and started */
    public List<ReleaseBundle> inStartOrder() {
        return bundles.stream()
                .sorted(Comparator.comparingInt(ReleaseBundle::startOrder))
                .toList();
    }

    /**
     * @param name what somebody calls a release
     * @return the same name
     * @throws ReleaseException if it cannot be the name of a release (and of its folder)
     */
    public static String requireName(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name)).matches() || name.contains("..")) {
            throw new ReleaseException("'" + printable(name) + "' cannot be the name of a release: "
                    + "letters, digits, '.', '_' and '-', at most 64, such as 1986.b");
        }
        return name;
    }

    /**
     * @param text text from outside
     * @return the text with anything that a terminal would act upon replaced, cut to 1000 characters
     */
    public static String printable(String text) {
        String cut = text.length() > 1000 ? text.substring(0, 1000) + "..." : text;
        return cut.replaceAll("\\p{C}", "?");
    }
}
