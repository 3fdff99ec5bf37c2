package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Running;
import fil.health.Snapshot.Served;
import fil.signals.Hold;
import fil.signals.Names;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Reads a running framework; what it reads is judged by {@link Expectation}. */
public final class RunningHealth implements Health {
    private static final String RETIRES = "fil.retires";

    private final BundleContext context;
    private final ServiceLookup registry;
    private final Whiteboard whiteboard;
    private final Components components;
    private final ServiceHealth services;
    private final Checks checks;
    private final ClientProbes requests;
    private Snapshot before = Snapshot.EMPTY;
    private Set<String> changed = Set.of();
    /** The components that lose a configuration. */
    private Set<String> leaving = Set.of();
    /** The bundles whose former version answers while they are replaced: the new one takes its view at the cut-over, and answers from then on. */
    private Set<String> stoodInFor = Set.of();

    /** @param context any bundle's context */
    public RunningHealth(BundleContext context) {
        this.context = context;
        this.registry = new ServiceLookup(context);
        this.whiteboard = new Whiteboard(registry);
        this.components = new Components(registry);
        this.services = new ServiceHealth(context, registry);
        this.checks = new Checks(registry);
        this.requests = new ClientProbes(context, whiteboard);
    }

    /**
     * @param context any bundle's context
     * @param bundles symbolic names
     * @return the paths and the commands that they have now
     */
    public static List<String> askedOf(BundleContext context, Set<String> bundles) {
        ServiceLookup registry = new ServiceLookup(context);
        try (ServiceHealth services = new ServiceHealth(context, registry)) {
            return Stream.concat(
                            new Whiteboard(registry).look().stream().flatMap(it -> it.served().stream()),
                            services.all())
                    .filter(it -> bundles.contains(it.bundle()))
                    .filter(it -> it.kind() == Kind.PATH || it.kind() == Kind.COMMAND)
                    .map(Served::toString)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void before(Set<String> toChange, Set<String> unconfigured) {
        beforeUnasked(toChange);
        leaving = components.configuredBy(unconfigured);
        before = before.with(requests.ask(ClientProbes.paths(before.served(), changed), ClientProbes.SHORT));
    }

    @Override
    public void beforeUnasked(Set<String> toChange) {
        changed = Set.copyOf(toChange);
        stoodInFor = registry.all(null, Names.marking(Names.STAND_IN)).stream()
                .flatMap(it -> Stream.ofNullable(it.getBundle()))
                .map(Bundle::getSymbolicName)
                .filter(changed::contains)
                .collect(Collectors.toSet());
        before = look(services.inUse(), List.of());
    }

    @Override
    public Verdict now() {
        return read(this::seen);
    }

    private static Verdict read(Supplier<Verdict> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            // a bundle that is being replaced this very moment cannot be read: the next look sees it
            return new Verdict(
                    List.of(new Finding(Finding.Weight.COMING, "", "unseen", "the system cannot be looked at: " + e)));
        }
    }

    /** All that is there, and how clients are answered. */
    Snapshot whole() {
        Snapshot now = look(services.inUse(), List.of());
        return now.with(requests.ask(ClientProbes.paths(now.served(), Set.of()), ClientProbes.SHORT));
    }

    /**
     * How it is, held against how another process was.
     *
     * @param but symbolic names of bundles that are not looked at
     */
    Verdict since(Snapshot other, Set<String> but, ToIntFunction<String> status) {
        return read(() -> {
            Snapshot now = look(services.all(), List.of());
            Expectation expectation = new Expectation(other, other.bundles().keySet(), this::hasClass);
            Verdict verdict = expectation.judge(now).without(but);
            if (!verdict.isWell()) {
                return verdict;
            }
            Map<String, Integer> answers = new HashMap<>();
            other.answers().keySet().forEach(path -> answers.put(path, status.applyAsInt(path)));
            return expectation.judge(now.with(answers)).without(but);
        });
    }

    /** How it is by itself: nothing was there before. */
    Verdict atStart() {
        return read(() -> Expectation.ofStart(wanted(), this::isFactory).judge(look(services.all(), List.of())));
    }

    private Set<String> wanted() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getState() != Bundle.UNINSTALLED)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE
                        || bundle.adapt(BundleStartLevel.class).isPersistentlyStarted())
                .map(Bundle::getSymbolicName)
                .collect(Collectors.toSet());
    }

    private Verdict seen() {
        Snapshot now = look(services.all(), changedBundles());
        Expectation expectation = new Expectation(before, changed, leaving, this::hasClass);
        Verdict verdict = expectation.judge(now);
        return verdict.isWell() ? expectation.judge(now.with(requests.askAfter(toAsk(expectation, now)))) : verdict;
    }

    /** What was answered, and was not taken out; while clients are held, not what a former version answers. */
    private Set<String> toAsk(Expectation expectation, Snapshot now) {
        Set<String> paths = new HashSet<>(before.answers().keySet());
        Stream<Served> waits = Hold.isThere(context)
                ? before.served().stream().filter(it -> stoodInFor.contains(it.bundle()))
                : Stream.empty();
        Stream.concat(expectation.takenOut(now).stream(), waits)
                .forEach(it -> ClientProbes.path(it.where()).ifPresent(paths::remove));
        return paths;
    }

    private Snapshot look(Stream<Served> offered, List<Bundle> asked) {
        List<Snapshot.Part> first = components.all();
        List<Snapshot.Barren> barren = services.barren(asked, first);
        List<Whiteboard.Seen> seen = whiteboard.look();
        Set<Served> served = offered.collect(Collectors.toCollection(HashSet::new));
        seen.forEach(it -> served.addAll(it.served()));
        return new Snapshot(
                bundles(),
                served,
                seen.stream().flatMap(it -> it.refused().stream()).toList(),
                asked.isEmpty() ? first : components.all(),
                barren,
                checks.red(),
                Map.of());
    }

    private Map<String, Running> bundles() {
        Map<String, Running> all = new HashMap<>();
        Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getSymbolicName() != null)
                .forEach(bundle ->
                        all.merge(bundle.getSymbolicName(), running(bundle), (one, two) -> one.active() ? one : two));
        return all;
    }

    private static Running running(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return new Running(
                bundle.getVersion(),
                bundle.getLastModified(),
                fragment || (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0,
                capabilities(bundle, "osgi.service", Constants.OBJECTCLASS),
                capabilities(bundle, RETIRES, "what"));
    }

    private static Set<String> capabilities(Bundle bundle, String namespace, String attribute) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return Stream.ofNullable(revision)
                .flatMap(it -> it.getDeclaredCapabilities(namespace).stream())
                .map(BundleCapability::getAttributes)
                .map(it -> it.get(attribute))
                .flatMap(it -> it instanceof List<?> all ? all.stream() : Stream.ofNullable(it))
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private List<Bundle> changedBundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> changed.contains(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .toList();
    }

    private boolean isFactory(String bundle, String component) {
        return Arrays.stream(context.getBundles())
                .filter(it -> bundle.equals(it.getSymbolicName()))
                .anyMatch(it -> Factories.has(it, component));
    }

    private boolean hasClass(String bundle, String name) {
        Optional<Bundle> found = Arrays.stream(context.getBundles())
                .filter(it -> bundle.equals(it.getSymbolicName()))
                .findFirst();
        return !name.isEmpty()
                && found.filter(it -> it.getEntry(name.replace('.', '/') + ".class") != null)
                        .isPresent();
    }

    @Override
    public void close() {
        services.close();
    }
}
