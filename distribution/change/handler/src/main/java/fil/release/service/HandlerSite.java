package fil.release.service;

import fil.release.ReleaseStore;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.framework.BundleContext;

/**
 * The installation that this process runs from, as the launcher tells it by framework properties.
 *
 * @param store its releases
 * @param state the folder of the states
 * @param deadline how long a change may take until all is well
 * @param repository where releases are looked for beside {@code releases/}; empty for nowhere
 */
record HandlerSite(ReleaseStore store, Path state, Duration deadline, String repository) {
    static HandlerSite of(BundleContext context) {
        Path home = Path.of(property(context, "fil.home", "")).toAbsolutePath();
        return new HandlerSite(
                new ReleaseStore(home),
                home.resolve(property(context, "fil.state.dir", "state")),
                Duration.ofMillis(Long.parseLong(
                        property(context, "fil.release.deadline", "15000").trim())),
                property(context, "fil.release.repository", "").trim());
    }

    private static String property(BundleContext context, String name, String otherwise) {
        String value = context.getProperty(name);
        return value == null ? otherwise : value;
    }
}
