package fil.launcher;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles the framework keeps from one start to the next. A bundle of a release has the location {@code fil:NAME}, in
 * every version; bundles from elsewhere are the operator's and stay.
 */
final class BundleCache {
    private static final String OURS = "fil:";
    private final BundleContext context;
    private final ReleaseStore store;

    BundleCache(BundleContext context, ReleaseStore store) {
        this.context = context;
        this.store = store;
    }

    /** @return whether no bundle was ever installed */
    boolean isEmpty() {
        return context.getBundles().length == 1;
    }

    /**
     * Makes the cache hold exactly what the release says.
     *
     * @param fromFiles whether bundles that have the right version are taken from their files again
     */
    void fill(Release release, boolean fromFiles) throws Refusal {
        Map<String, Bundle> there = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(OURS))
                .collect(Collectors.toMap(Bundle::getLocation, Function.identity()));
        Set<String> wanted =
                release.bundles().stream().map(ReleaseBundle::location).collect(Collectors.toSet());
        for (Bundle bundle : there.values()) {
            if (!wanted.contains(bundle.getLocation())) {
                uninstall(bundle);
            }
        }
        for (ReleaseBundle part : inStartOrder(release)) {
            put(part, Optional.ofNullable(there.get(part.location())), fromFiles);
        }
    }

    private static List<ReleaseBundle> inStartOrder(Release release) {
        return release.bundles().stream()
                .sorted(Comparator.comparingInt(ReleaseBundle::startOrder))
                .toList();
    }

    private void put(ReleaseBundle part, Optional<Bundle> there, boolean fromFiles) throws Refusal {
        Path file = store.file(part);
        try (InputStream in = Files.newInputStream(file)) {
            Bundle bundle;
            if (there.isEmpty()) {
                bundle = context.installBundle(part.location(), in);
            } else {
                bundle = there.get();
                if (fromFiles || !bundle.getVersion().equals(part.version())) {
                    bundle.update(in);
                }
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(part.startOrder());
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        } catch (IOException | BundleException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The bundle " + part.symbolicName() + " " + part.version() + " cannot be installed from " + file
                            + ": " + e.getMessage() + ". Unpack the archive of the release again.");
        }
    }

    private static void uninstall(Bundle bundle) throws Refusal {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The bundle " + bundle.getSymbolicName() + " of an older release cannot be removed: "
                            + e.getMessage() + ". Delete the folder felix-cache and start again.");
        }
    }
}
