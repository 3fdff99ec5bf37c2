package fil.release.osgi;

import fil.release.execute.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** How the system is: its bundles, its components, its health checks. What was not well before a change is not held against it. */
final class SystemHealth implements AutoCloseable {
    private final Installed installed;
    private final Components components;
    private final HealthChecks checks;
    private final Set<String> satisfiedBefore = new TreeSet<>();
    private final Set<String> redBefore = new TreeSet<>();

    SystemHealth(BundleContext context, Installed installed) {
        this.installed = installed;
        this.components = new Components(context);
        this.checks = new HealthChecks(context);
    }

    void note() {
        satisfiedBefore.addAll(components.satisfied());
        redBefore.addAll(checks.red().keySet());
    }

    Health now(Set<String> touched) {
        List<String> pending = new ArrayList<>();
        for (String name : touched) {
            Optional<Bundle> bundle = installed.find(name);
            if (bundle.isPresent()
                    && (bundle.get().getState() & (Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STOPPING)) != 0
                    && bundle.get().getHeaders("").get("Fragment-Host") == null) {
                pending.add(bundle.get().getSymbolicName() + " " + bundle.get().getVersion() + " does not run");
            }
        }
        components.activate(touched);
        List<String> failed = components.failed(touched);
        pending.addAll(components.missing(satisfiedBefore));
        if (failed.isEmpty() && pending.isEmpty()) {
            checks.red().forEach((name, why) -> {
                if (!redBefore.contains(name)) {
                    pending.add("the health check '" + name + "' is red: " + why);
                }
            });
        }
        return new Health(failed, pending);
    }

    @Override
    public void close() {
        components.close();
    }
}
