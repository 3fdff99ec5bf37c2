package fil.release.osgi;

import fil.release.ReleaseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The bundles in the framework by symbolic name. Where there are two of a name, the one of the release counts. */
public final class Installed {
    private static final String OURS = "fil:";
    private static final Set<String> FRAMEWORK =
            Set.of(Constants.SYSTEM_BUNDLE_SYMBOLICNAME, "org.apache.felix.framework");
    private final BundleContext context;

    /** @param context any bundle's context */
    public Installed(BundleContext context) {
        this.context = context;
    }

    /** @return all but the framework itself, one of each name */
    public List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle ->
                        bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && bundle.getSymbolicName() != null)
                .filter(bundle ->
                        find(bundle.getSymbolicName()).filter(bundle::equals).isPresent())
                .toList();
    }

    /**
     * @param name a symbolic name
     * @return the bundle of that name; never the framework itself, whose name a bundle may have as well
     */
    public Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .min(Comparator.comparing(
                                (Bundle bundle) -> !bundle.getLocation().equals(OURS + name))
                        .thenComparing(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .thenComparing(Bundle::getBundleId));
    }

    /**
     * @param name a symbolic name
     * @return the bundle of that name
     * @throws ReleaseException if there is none
     */
    public Bundle bundle(String name) {
        return find(name).orElseThrow(() -> new ReleaseException("there is no bundle " + name + " in the framework"));
    }

    /**
     * @param bundle any bundle
     * @return whether it is a fragment of the framework itself
     */
    public static boolean extendsTheFramework(Bundle bundle) {
        String host = bundle.getHeaders("").get(Constants.FRAGMENT_HOST);
        return host != null && FRAMEWORK.contains(host.split(";")[0].trim());
    }
}
