package fil.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** The whiteboard at one moment: which bundles take part in answering a path. Chooses as the whiteboard itself does. */
final class WhiteboardMap {

    private record Context(
            String name,
            String path,
            long bundle,
            int ranking,
            long service,
            List<Target> targets,
            List<Target> filters,
            Set<Long> always) {}

    private record Target(Registration registration, List<Mapping> mappings, List<Pattern> regexes) {
        int fit(String path) {
            return mappings.stream().mapToInt(it -> it.fit(path)).max().orElse(-1);
        }
    }

    private static final long NOBODY = -1;
    private static final Comparator<Registration> BEST_FIRST =
            Comparator.comparingInt(Registration::ranking).reversed().thenComparingLong(Registration::service);

    private final List<Context> contexts;
    private final Set<Long> always;
    private final Set<Long> hosts;
    private final Set<Long> guests;

    WhiteboardMap(Collection<Registration> all) {
        List<Target> targets = all.stream()
                .filter(it -> it.kind() != Kind.CONTEXT && it.kind() != Kind.PREPROCESSOR)
                .sorted(BEST_FIRST)
                .map(WhiteboardMap::target)
                .toList();
        Stream<Context> own =
                all.stream().filter(it -> it.kind() == Kind.CONTEXT).map(it -> context(it, targets));
        this.contexts = Stream.concat(
                        own,
                        Stream.of(
                                httpService(targets),
                                standard("default", "osgi.http.whiteboard.context.name", targets),
                                standard("org.osgi.service.http", "osgi.http.whiteboard.context.httpservice", targets)))
                .sorted(Comparator.comparingInt((Context it) -> it.path().length())
                        .reversed()
                        .thenComparing(Comparator.comparingInt(Context::ranking).reversed())
                        .thenComparingLong(Context::service))
                .toList();
        this.always = bundles(all, it -> it == Kind.PREPROCESSOR);
        this.hosts = bundles(all, it -> it == Kind.HOST);
        this.guests = bundles(all, Kind::isGuest);
    }

    private static Set<Long> bundles(Collection<Registration> all, Predicate<Kind> kinds) {
        return all.stream()
                .filter(it -> kinds.test(it.kind()))
                .map(Registration::bundle)
                .collect(Collectors.toSet());
    }

    /**
     * The bundles without which the path is not answered as it should be: of servlet or resource, filters, context, of listeners
     * and error pages of the context, and of preprocessors, which see every request.
     */
    Set<Long> bundles(String path) {
        return bundles(path, true);
    }

    /** Those of them that have a say in the answer: without listeners and error pages. */
    Set<Long> answering(String path) {
        return bundles(path, false);
    }

    /** Whether a servlet or resource was registered for this very path, and not for all below or beside it. */
    boolean hasServletFor(String path) {
        for (Context context : contexts) {
            Optional<String> inside = inside(context.path(), path);
            Optional<Target> winner = inside.flatMap(it -> winner(context, it));
            if (winner.isPresent()) {
                return winner.get().mappings().stream().anyMatch(it -> it.isOnly(inside.get()));
            }
        }
        return false;
    }

    private Set<Long> bundles(String path, boolean all) {
        Set<Long> bundles = new HashSet<>();
        for (Context context : contexts) {
            Optional<String> inside = inside(context.path(), path);
            Optional<Target> winner = inside.flatMap(it -> winner(context, it));
            if (winner.isPresent()) {
                bundles.clear();
                bundles.addAll(answering(context, inside.get(), winner.get()));
                bundles.add(context.bundle());
                context.filters().stream()
                        .filter(it -> filters(it, inside.get(), winner.get().registration()))
                        .forEach(it -> bundles.add(it.registration().bundle()));
            }
            if (all && inside.isPresent()) {
                bundles.addAll(context.always());
            }
            if (winner.isPresent()) {
                break;
            }
        }
        bundles.addAll(always);
        bundles.remove(NOBODY);
        return bundles;
    }

    /** Of the HttpService only the paths are known, and of a host only who all its guests are. */
    private Set<Long> answering(Context context, String path, Target winner) {
        long bundle = winner.registration().bundle();
        Set<Long> all = new HashSet<>(Set.of(bundle));
        if (hosts.contains(bundle)) {
            all.addAll(guests);
        }
        if (winner.registration().kind() == Kind.HTTP_SERVICE) {
            context.targets().stream()
                    .filter(it -> it.fit(path) >= 0)
                    .forEach(it -> all.add(it.registration().bundle()));
        }
        return all;
    }

    private static Optional<Target> winner(Context context, String path) {
        Target best = null;
        int fit = -1;
        for (Target target : context.targets()) {
            int candidate = target.fit(path);
            if (candidate > fit) {
                best = target;
                fit = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean filters(Target filter, String path, Registration servlet) {
        return filter.fit(path) >= 0
                || filter.regexes().stream().anyMatch(it -> it.matcher(path).matches())
                || filter.registration().values("filter.servlet").contains(servlet.value("servlet.name", "\0"));
    }

    private static Optional<String> inside(String contextPath, String path) {
        if (contextPath.isEmpty()) {
            return Optional.of(path);
        }
        return path.equals(contextPath) || path.startsWith(contextPath + "/")
                ? Optional.of(path.substring(contextPath.length()))
                : Optional.empty();
    }

    private static Target target(Registration registration) {
        List<Pattern> regexes = registration.values("filter.regex").stream()
                .flatMap(WhiteboardMap::compiled)
                .toList();
        return new Target(
                registration, registration.patterns().stream().map(Mapping::of).toList(), regexes);
    }

    private static Stream<Pattern> compiled(String regex) {
        try {
            return Stream.of(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            return Stream.empty(); // the whiteboard refuses such a filter too
        }
    }

    private static Context context(Registration helper, List<Target> all) {
        String path = helper.value("context.path", "/");
        return context(
                new Context(
                        helper.value("context.name", ""),
                        path.equals("/") ? "" : path,
                        helper.bundle(),
                        helper.ranking(),
                        helper.service(),
                        List.of(),
                        List.of(),
                        Set.of()),
                helper.properties(),
                all);
    }

    /** What is registered with the HttpService is asked before all servlet contexts. */
    private static Context httpService(List<Target> all) {
        Context httpService = standard("org.osgi.service.http", "osgi.http.whiteboard.context.httpservice", all);
        return new Context(
                "",
                "",
                NOBODY,
                Integer.MAX_VALUE,
                0,
                of(all, Set.of(Kind.HTTP_SERVICE)),
                httpService.filters(),
                httpService.always());
    }

    private static Context standard(String name, String key, List<Target> all) {
        Map<String, Object> properties = new HashMap<>(Map.of("osgi.http.whiteboard.context.path", "/", key, name));
        return context(
                new Context(name, "", NOBODY, Integer.MIN_VALUE, 0, List.of(), List.of(), Set.of()), properties, all);
    }

    private static Context context(Context bare, Map<String, Object> properties, List<Target> all) {
        List<Target> chosen = all.stream()
                .filter(it -> chooses(it.registration(), bare.name(), properties))
                .toList();
        return new Context(
                bare.name(),
                bare.path(),
                bare.bundle(),
                bare.ranking(),
                bare.service(),
                of(chosen, Set.of(Kind.SERVLET, Kind.RESOURCE)),
                of(chosen, Set.of(Kind.FILTER)),
                of(chosen, Set.of(Kind.LISTENER, Kind.ERROR_PAGE)).stream()
                        .map(it -> it.registration().bundle())
                        .collect(Collectors.toSet()));
    }

    private static List<Target> of(List<Target> all, Set<Kind> kinds) {
        return all.stream()
                .filter(it -> kinds.contains(it.registration().kind()))
                .toList();
    }

    private static boolean chooses(Registration registration, String name, Map<String, Object> properties) {
        String select = registration.value("context.select", "default");
        if (!select.startsWith("(")) {
            return select.equals(name);
        }
        try {
            return FrameworkUtil.createFilter(select).matches(properties);
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }
}
