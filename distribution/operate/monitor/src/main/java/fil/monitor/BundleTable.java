package fil.monitor;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The bundles of the framework: what changed last comes first, then what starts last. */
@Component(service = BundleTable.class)
public final class BundleTable {
    private static final long MINUTE = 60_000;
    private static final long STARTED = ManagementFactory.getRuntimeMXBean().getStartTime();

    private final BundleContext context;

    /** For SCR. */
    @Activate
    public BundleTable(BundleContext context) {
        this.context = context;
    }

    /**
     * A bundle.
     *
     * @param id its number in the framework
     * @param bundle the symbolic name
     * @param version the Bundle-Version
     * @param name for people
     * @param state active, starting, stopping, resolved, installed, or fragment
     * @param since milliseconds since 1970: when it was installed, updated or refused last
     * @param level its start level
     */
    record Seen(long id, String bundle, String version, String name, String state, long since, int level) {
        /** @return whether it does what it is there for */
        boolean works() {
            return state.equals("active") || state.equals("fragment") || state.equals("starting");
        }
    }

    List<Seen> all() {
        return Arrays.stream(context.getBundles())
                .map(BundleTable::seen)
                .sorted(Comparator.comparingLong((Seen seen) -> -(seen.since() / MINUTE))
                        .thenComparing(seen -> -seen.level())
                        .thenComparing(seen -> -seen.id()))
                .toList();
    }

    private static Seen seen(Bundle bundle) {
        String name = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
        String symbolic = bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return new Seen(
                bundle.getBundleId(),
                symbolic,
                bundle.getVersion().toString(),
                name == null ? symbolic : name,
                state(bundle),
                bundle.getBundleId() == 0 ? STARTED : bundle.getLastModified(),
                level == null ? 0 : level.getStartLevel());
    }

    private static String state(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean fragment = revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        if (fragment && bundle.getState() == Bundle.RESOLVED) {
            return "fragment";
        }
        String state =
                switch (bundle.getState()) {
                    case Bundle.ACTIVE -> "ACTIVE";
                    case Bundle.STARTING -> "STARTING";
                    case Bundle.STOPPING -> "STOPPING";
                    case Bundle.RESOLVED -> "RESOLVED";
                    case Bundle.INSTALLED -> "INSTALLED";
                    default -> "UNINSTALLED";
                };
        return state.toLowerCase(Locale.ROOT);
    }
}
