package fil.gate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guards that a bundle says it will register: in its components, or as capabilities of its manifest. So one whose guard is
 * late or has failed is told from one that has none any more. A component that requires a configuration and has none guards nothing.
 */
final class DeclaredGuards {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredGuards.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern PROVIDED = Pattern.compile("<provide\\s+interface\\s*=\\s*[\"']([^\"']+)[\"']");

    private static final Pattern REQUIRED = Pattern.compile("\\sconfiguration-policy\\s*=\\s*[\"']require[\"']");
    private static final Pattern PIDS = Pattern.compile("\\sconfiguration-pid\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern NAME = Pattern.compile("component\\s[^>]*?\\bname\\s*=\\s*[\"']([^\"']+)[\"']");

    private static final Pattern SURE =
            Pattern.compile("osgi\\.http\\.whiteboard\\.(filter|context)\\.|whiteboard\\.Preprocessor");
    private static final Pattern UNSURE = Pattern.compile(
            "fil\\.gate\\.guards|component\\s[^>]*?\\b(factory|enabled\\s*=\\s*[\"']false)|whiteboard\\.target");

    /** A name without a wildcard, as it is given to a context or chosen by a filter, and not that of the standard one. */
    private static final Pattern OWN_CONTEXT = Pattern.compile(
            "whiteboard\\.context\\.(name|select)[\"'][^>]*?value\\s*=\\s*[\"'](\\(osgi\\.http\\.whiteboard\\.context\\.name=)?(?!default\\b)[\\w.-]+\\)?[\"']");

    private DeclaredGuards() {}

    /**
     * How many of each kind.
     *
     * @param configured whether there is a configuration of that name
     */
    static Map<Kind, Long> of(Bundle bundle, Predicate<String> configured) {
        List<String> components = components(bundle).toList();
        Map<Kind, Long> found = ofComponents(components.stream().filter(it -> isMeant(it, configured)));
        if (components.isEmpty()) { // else the tool that wrote them has written the capabilities of each
            capabilities(bundle).forEach(kind -> found.putIfAbsent(kind, 1L));
        }
        return found;
    }

    /**
     * Those of components that are on the whiteboard by what is written there, and not switched off: what a start waits for.
     *
     * @param configured whether there is a configuration of that name
     */
    static Map<Kind, Long> atStart(Bundle bundle, Predicate<String> configured) {
        return ofComponents(sure(bundle, configured));
    }

    private static Stream<String> sure(Bundle bundle, Predicate<String> configured) {
        return components(bundle)
                .filter(it -> isMeant(it, configured)
                        && SURE.matcher(it).find()
                        && !UNSURE.matcher(it).find());
    }

    /**
     * Whether one of those guards what others serve: all paths, or the standard context. A context of its own, and a filter that
     * chooses one, come before anything that they guard is served.
     *
     * @param configured whether there is a configuration of that name
     */
    static boolean guardsOthers(Bundle bundle, Predicate<String> configured) {
        return sure(bundle, configured)
                .anyMatch(it -> ofComponents(Stream.of(it)).containsKey(Kind.PREPROCESSOR)
                        || !OWN_CONTEXT.matcher(it).find());
    }

    private static Map<Kind, Long> ofComponents(Stream<String> components) {
        Map<Kind, Long> found = new EnumMap<>(Kind.class);
        components.forEach(it -> PROVIDED.matcher(it)
                .results()
                .map(match -> Registration.GUARDS.get(match.group(1)))
                .filter(kind -> kind != null)
                .distinct()
                .forEach(kind -> found.merge(kind, 1L, Long::sum)));
        return found;
    }

    private static boolean isMeant(String component, Predicate<String> configured) {
        String name = first(NAME, component, "");
        return !REQUIRED.matcher(component).find()
                || Stream.of(first(PIDS, component, name).trim().split("\\s+"))
                        .map(it -> it.equals("$") ? name : it)
                        .allMatch(configured);
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : otherwise;
    }

    private static Stream<Kind> capabilities(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? Stream.empty()
                : revision.getDeclaredCapabilities("osgi.service").stream()
                        .map(it -> it.getAttributes().get("objectClass"))
                        .flatMap(it -> it instanceof List<?> types ? types.stream() : Stream.ofNullable(it))
                        .map(it -> Registration.GUARDS.get(String.valueOf(it)))
                        .filter(it -> it != null);
    }

    private static Stream<String> components(Bundle bundle) {
        String header = bundle.getHeaders("").get("Service-Component");
        return header == null
                ? Stream.empty()
                : Stream.of(header.split(","))
                        .map(it -> it.split(";")[0].trim())
                        .filter(it -> !it.isEmpty())
                        .flatMap(it -> files(bundle, it));
    }

    private static Stream<String> files(Bundle bundle, String name) {
        int slash = name.lastIndexOf('/');
        String folder = slash < 0 ? "/" : name.substring(0, slash);
        var urls = bundle.findEntries(folder, name.substring(slash + 1), false);
        return urls == null ? Stream.empty() : Collections.list(urls).stream().map(DeclaredGuards::text);
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; guards that it declares are not known", file, e);
            return "";
        }
    }
}
