package fil.release.plan;

import org.osgi.framework.Version;

/**
 * A bundle that is there before a change or after it.
 *
 * @param facts what its manifest says
 * @param startOrder its start level
 */
public record Part(BundleFacts facts, int startOrder) {
    /** @return its symbolic name */
    public String name() {
        return facts.symbolicName();
    }

    /** @return its version */
    public Version version() {
        return facts.version();
    }
}
