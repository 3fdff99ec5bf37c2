package fil.release.plan;

import fil.release.ReleaseException;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.resource.Capability;

/**
 * What a bundle declares about a change of its own state: from which versions it can take it over, to which it can give it
 * back. An empty range is none.
 *
 * @param name the name of the state
 * @param from versions whose state this one takes over
 * @param to versions that take over the state of this one
 */
public record Appup(String name, Optional<VersionRange> from, Optional<VersionRange> to) {
    /** The namespace of the capability in the manifest. */
    public static final String NAMESPACE = "fil.appup";

    static Appup of(String bundle, Capability capability) {
        Map<String, Object> attributes = capability.getAttributes();
        if (!(attributes.get(NAMESPACE) instanceof String name) || name.isBlank()) {
            throw new ReleaseException(bundle + " has a capability " + NAMESPACE + " without a name");
        }
        Object from = attributes.getOrDefault("from", "");
        return new Appup(name, range(bundle, from), range(bundle, attributes.getOrDefault("to", from)));
    }

    /**
     * @param before the version that runs
     * @return whether this one says that it takes over from it
     */
    public boolean takesOverFrom(Version before) {
        return from.isPresent() && from.get().includes(before);
    }

    /**
     * @param after the version to come
     * @return whether this one says that the other takes over from it
     */
    public boolean givesTo(Version after) {
        return to.isPresent() && to.get().includes(after);
    }

    private static Optional<VersionRange> range(String bundle, Object text) {
        try {
            return text.toString().isBlank() ? Optional.empty() : Optional.of(new VersionRange(text.toString()));
        } catch (IllegalArgumentException e) {
            throw new ReleaseException(bundle + " has a capability " + NAMESPACE + " with the wrong range " + text, e);
        }
    }
}
