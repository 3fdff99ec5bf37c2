package fil.release.service;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.osgi.Installed;
import fil.release.plan.Assembly;
import fil.release.plan.Dependents;
import fil.release.plan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Capability;

/** What really runs, whatever the releases say. */
final class RunningSystem {
    private final BundleContext context;
    private final Installed installed;
    private final Manifests manifests;

    RunningSystem(BundleContext context, Manifests manifests) {
        this.context = context;
        this.manifests = manifests;
        this.installed = new Installed(context);
    }

    /** All bundles that are there, also those that an operator brought in or updated by hand. */
    Assembly assembly(Release current) {
        Map<String, Part> parts = new TreeMap<>();
        for (Bundle bundle : installed.bundles()) {
            parts.put(bundle.getSymbolicName(), new Part(manifests.of(bundle), startOrder(current, bundle)));
        }
        return new Assembly(current.name(), parts, current.configurations());
    }

    /** What will be there: the release to come, and the bundles that are of no release and stay. */
    Assembly after(Assembly running, Release current, Assembly next) {
        Map<String, Part> parts = new TreeMap<>(running.parts());
        parts.keySet().removeIf(name -> current.bundle(name).isPresent());
        parts.putAll(next.parts());
        return new Assembly(next.release(), parts, next.configurations());
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

    /** What the framework itself provides to bundles. */
    List<Capability> provided() {
        return context.getBundle(0).adapt(BundleRevision.class).getCapabilities(null);
    }

    /** The bundles of a release that are not as the release says: name, version here, version there. */
    List<String> changedByHand(Release release) {
        List<String> changed = new ArrayList<>();
        for (ReleaseBundle bundle : release.bundles()) {
            String said = ", release " + release.name() + " has " + bundle.version();
            installed
                    .find(bundle.symbolicName())
                    .ifPresentOrElse(
                            there -> {
                                if (!there.getVersion().equals(bundle.version())) {
                                    changed.add(bundle.symbolicName() + " is " + there.getVersion() + said);
                                }
                            },
                            () -> changed.add(bundle.symbolicName() + " is not there" + said));
        }
        installed.bundles().stream()
                .filter(bundle -> release.bundle(bundle.getSymbolicName()).isEmpty())
                .forEach(bundle -> changed.add(
                        bundle.getSymbolicName() + " " + bundle.getVersion() + " was added; no release has it"));
        return changed;
    }

    private static int startOrder(Release current, Bundle bundle) {
        return current.bundle(bundle.getSymbolicName())
                .map(ReleaseBundle::startOrder)
                .orElseGet(
                        () -> Math.max(1, bundle.adapt(BundleStartLevel.class).getStartLevel()));
    }
}
