package fil.release.service;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.osgi.Installed;
import fil.release.osgi.KeptJars;
import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import fil.release.plan.Dependents;
import fil.release.plan.Difference;
import fil.release.plan.Held;
import fil.release.plan.Rewiring;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Capability;

/** What really runs, whatever the releases say. */
final class RunningSystem {
    /** So many on paper before something is said to differ. */
    private static final int STARTS = 10;

    private final BundleContext context;
    private final Installed installed;
    private final Manifests manifests;
    private final KeptJars jars;

    RunningSystem(BundleContext context, Manifests manifests) {
        this.context = context;
        this.manifests = manifests;
        this.installed = new Installed(context);
        this.jars = new KeptJars(context);
    }

    /** All bundles that are there, also those that an operator brought in or updated by hand. */
    Assembly assembly(Release current) {
        Map<String, BundlePlacement> parts = new TreeMap<>();
        for (Bundle bundle : installed.bundles()) {
            parts.put(bundle.getSymbolicName(), part(bundle, startOrder(current, bundle)));
        }
        return new Assembly(current.name(), parts, current.configurations());
    }

    /** Those of which there is another one of the same name, which counts. */
    private List<BundlePlacement> beside() {
        List<Bundle> counted = installed.bundles();
        return Arrays.stream(context.getBundles())
                .filter(bundle ->
                        bundle.getBundleId() != 0 && bundle.getSymbolicName() != null && !counted.contains(bundle))
                .map(bundle -> part(bundle, startLevel(bundle)))
                .toList();
    }

    private BundlePlacement part(Bundle bundle, int startOrder) {
        return new BundlePlacement(
                manifests.of(bundle),
                startOrder,
                jars.digest(bundle),
                bundle.getBundleId(),
                bundle.adapt(BundleStartLevel.class).isPersistentlyStarted());
    }

    /** What will be there: the release to come, and the bundles that are of no release and stay. */
    Assembly after(Assembly running, Release current, Assembly next) {
        Map<String, BundlePlacement> parts = new TreeMap<>(running.parts());
        parts.keySet().removeIf(name -> current.bundle(name).isPresent());
        long id = running.parts().values().stream()
                .mapToLong(BundlePlacement::id)
                .max()
                .orElse(0);
        for (BundlePlacement part : next.inStartOrder(next.parts().keySet())) {
            parts.put(part.name(), there(running, part, ++id));
        }
        return new Assembly(next.release(), parts, next.configurations());
    }

    /** One that stays as it is keeps its number and, if it was stopped by hand, stays stopped. */
    private static BundlePlacement there(Assembly running, BundlePlacement part, long id) {
        return running.part(part.name())
                .map(it -> new BundlePlacement(
                        part.facts(),
                        part.startOrder(),
                        part.digest(),
                        it.id(),
                        it.started() || !it.held().isSameCode(part.held())))
                .orElseGet(() -> part.withId(id));
    }

    /** The framework's own word on who hangs on whom; on what extends itself all do, and only a new process is without it. */
    Dependents dependents() {
        return names -> {
            List<Bundle> bundles = names.stream()
                    .flatMap(name -> installed.find(name).stream())
                    .filter(bundle -> !Installed.extendsTheFramework(bundle))
                    .toList();
            Set<String> dependents = new TreeSet<>();
            context.getBundle(0).adapt(FrameworkWiring.class).getDependencyClosure(bundles).stream()
                    .filter(bundle -> bundle.getBundleId() != 0 && bundle.getSymbolicName() != null)
                    .forEach(bundle -> dependents.add(bundle.getSymbolicName()));
            dependents.removeAll(names);
            return dependents;
        };
    }

    /**
     * Whom a start would wire otherwise.
     *
     * @param keepers the bundles that last as long as the process, and so does all that they depend on
     */
    Rewiring rewiring(Assembly running, Set<String> keepers) {
        return new StartWiring(context, installed, beside())
                .onlyWhatCanBe(
                        running,
                        name -> keepers.contains(name)
                                || !Collections.disjoint(dependents().of(Set.of(name)), keepers));
    }

    /** What the framework itself provides to bundles. */
    List<Capability> provided() {
        return context.getBundle(0).adapt(BundleRevision.class).getCapabilities(null);
    }

    /** What differs from a release, a sentence without an end each. */
    List<String> differing(Release release) {
        Map<String, Held> there = held();
        Map<String, Held> wanted = wanted(release);
        return Difference.between(there, wanted).words(release.name(), there, wanted);
    }

    /** What is missing or does not run, a sentence without an end each. */
    List<String> lacking(Release release) {
        Map<String, Held> there = held();
        Map<String, Held> wanted = wanted(release);
        return Difference.between(there, wanted).lacking().words(release.name(), there, wanted);
    }

    /** The bundles that are of no release, a sentence without an end each. */
    List<String> added(Release release) {
        Map<String, Held> there = held();
        return difference(release).extra().stream()
                .map(name -> name + " " + there.get(name).version() + " was added; no release has it")
                .toList();
    }

    /** What differs from a release, be it by hand or not. */
    Difference difference(Release release) {
        return Difference.between(held(), wanted(release));
    }

    /**
     * How the wires differ from those that a start would make, a sentence without an end each. The resolver goes through hash tables of
     * objects, so that a few systems start in several ways: with the manifests read again the order is another one. What is as one of
     * these starts is as a start would have it.
     */
    List<String> differingWires(Release release) {
        List<String> differing = differingWiresOnce(release);
        for (int start = 1; start < STARTS && !differing.isEmpty(); start++) {
            differing = new RunningSystem(context, new Manifests()).differingWiresOnce(release);
        }
        return differing;
    }

    private List<String> differingWiresOnce(Release release) {
        return new StartWiring(context, installed, beside()).differing(assembly(release));
    }

    private Map<String, Held> held() {
        Map<String, Held> held = new TreeMap<>();
        for (Bundle bundle : installed.bundles()) {
            held.put(
                    bundle.getSymbolicName(),
                    new Held(bundle.getVersion(), jars.digest(bundle), startLevel(bundle), runs(bundle)));
        }
        return held;
    }

    /** No bundle starts above the level that the framework has. */
    private Map<String, Held> wanted(Release release) {
        int most = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        Map<String, Held> wanted = new TreeMap<>();
        Held.of(release)
                .forEach((name, held) -> wanted.put(
                        name, new Held(held.version(), held.digest(), Math.min(held.startOrder(), most), held.runs())));
        return wanted;
    }

    /** A fragment does nothing by itself; a bundle that somebody stopped for good is as he wants it. */
    private static boolean runs(Bundle bundle) {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0
                || bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null
                || !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private static int startLevel(Bundle bundle) {
        return Math.max(1, bundle.adapt(BundleStartLevel.class).getStartLevel());
    }

    private static int startOrder(Release current, Bundle bundle) {
        return current.bundle(bundle.getSymbolicName())
                .map(ReleaseBundle::startOrder)
                .orElseGet(() -> startLevel(bundle));
    }
}
