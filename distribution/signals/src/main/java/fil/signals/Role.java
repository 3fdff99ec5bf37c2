package fil.signals;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a bundle is for those who change or replace the system. A bundle says so by a capability in its manifest, so that nobody
 * has to know its name: {@code Provide-Capability: fil.role;fil.role:List<String>="exclusive,changes"}.
 */
public enum Role {
    /** It has what only one process can hold: in a takeover the old one stops it before the new one starts it again. */
    EXCLUSIVE,
    /** A change of release goes through it: it stays as it is meanwhile, and is replaced by a new process only. */
    CHANGES,
    /** It answers {@code /ready} at the address where clients ask. */
    READY,
    /** It holds the requests to a bundle that is replaced until that is back. */
    GATE,
    /** It keeps the connections of clients while the HTTP server behind it is replaced. */
    CONNECTIONS;

    /** The namespace of the capability; its attribute has the same name. */
    public static final String NAMESPACE = "fil.role";

    /**
     * Asks a bundle.
     *
     * @param bundle any bundle
     * @return whether it says that it has this role; false for one that is uninstalled
     */
    public boolean isOf(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(NAMESPACE).stream().anyMatch(it -> isIn(it.getAttributes()));
    }

    /**
     * Asks a capability.
     *
     * @param attributes of a capability of {@link #NAMESPACE}
     * @return whether this role is among those that it names
     */
    public boolean isIn(Map<String, Object> attributes) {
        return values(attributes.get(NAMESPACE)).anyMatch(name().toLowerCase(Locale.ROOT)::equals);
    }

    private static Stream<String> values(Object attribute) {
        Collection<?> all = attribute instanceof Collection<?> some ? some : List.of(String.valueOf(attribute));
        return all.stream().map(String::valueOf);
    }

    /**
     * Looks for all that have this role.
     *
     * @param context any bundle's context
     * @return their symbolic names, in order
     */
    public Set<String> names(BundleContext context) {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            if (isOf(bundle)) {
                names.add(bundle.getSymbolicName());
            }
        }
        return names;
    }
}
