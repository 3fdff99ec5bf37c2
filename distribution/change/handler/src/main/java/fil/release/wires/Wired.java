package fil.release.wires;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.resource.Wiring;

/**
 * One wire that a resolver decided, as a value.
 *
 * @param user the name and version of the bundle that requires
 * @param namespace of the requirement
 * @param what is provided, such as the name of a package
 * @param provider the name and version of the bundle that provides it
 */
public record Wired(String user, String namespace, String what, String provider) implements Comparable<Wired> {
    private static final Comparator<Wired> ORDER = Comparator.comparing(Wired::user)
            .thenComparing(Wired::namespace)
            .thenComparing(Wired::what)
            .thenComparing(Wired::provider);

    /** Only the framework provides these. */
    private static final Set<String> NO_CHOICE =
            Set.of(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE, NativeNamespace.NATIVE_NAMESPACE);

    /**
     * @param wirings wirings, real ones or those on paper
     * @return their wires, without those of dynamic imports: classes that are loaded decide these
     */
    public static Set<Wired> all(Map<? extends Resource, ? extends Wiring> wirings) {
        Set<Wired> all = new TreeSet<>();
        wirings.forEach((resource, wiring) -> {
            for (Wire wire : wiring.getRequiredResourceWires(null)) {
                if (isDecided(wire)) {
                    all.add(of(wire));
                }
            }
        });
        return all;
    }

    /**
     * @param capability what a bundle provides
     * @return whether it is by name the same as what is at the other end of this wire
     */
    public boolean isTo(Capability capability) {
        return capability.getNamespace().equals(namespace) && what(capability).equals(what);
    }

    /** @return the symbolic names of both ends */
    public List<String> names() {
        return List.of(userName(), providerName());
    }

    /** @return the symbolic name of the bundle that provides */
    public String providerName() {
        return provider.substring(0, provider.indexOf(' '));
    }

    /** @return the symbolic name of the bundle that requires */
    public String userName() {
        return user.substring(0, user.indexOf(' '));
    }

    @Override
    public int compareTo(Wired other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return user + " has " + what + " from " + provider;
    }

    private static boolean isDecided(Wire wire) {
        return !NO_CHOICE.contains(wire.getRequirement().getNamespace())
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(
                        wire.getRequirement().getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private static Wired of(Wire wire) {
        String namespace = wire.getRequirement().getNamespace();
        return new Wired(
                name(wire.getRequirement().getResource()),
                namespace,
                what(wire.getCapability()),
                name(wire.getProvider()));
    }

    private static String what(Capability capability) {
        return String.valueOf(capability.getAttributes().get(capability.getNamespace()));
    }

    private static String name(Resource resource) {
        Capability identity =
                resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).get(0);
        return identity.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE) + " "
                + identity.getAttributes().get(IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE);
    }
}
