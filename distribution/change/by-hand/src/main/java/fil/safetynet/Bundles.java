package fil.safetynet;

import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles that are there, by what an operator calls them, and what they have to say when they fail. */
final class Bundles {
    private final BundleContext context;

    Bundles(BundleContext context) {
        this.context = context;
    }

    /** @param name its number or symbolic name */
    Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle ->
                        name.equals(Long.toString(bundle.getBundleId())) || name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    Bundle named(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no bundle '" + name + "'; lb -s lists them."));
    }

    static String called(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
