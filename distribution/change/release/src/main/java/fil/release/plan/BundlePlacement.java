package fil.release.plan;

import org.osgi.framework.Version;

/**
 * A bundle that is there before a change or after it.
 *
 * @param facts what its manifest says
 * @param startOrder its start level
 * @param digest the SHA-256 of its jar in lower-case hexadecimal; empty if that is not known
 * @param id the number that the framework gave it, or would: of two that provide the same, the smaller one is taken
 * @param started whether a start of the framework starts it
 */
public record BundlePlacement(BundleFacts facts, int startOrder, String digest, long id, boolean started) {
    /** @return its symbolic name */
    public String name() {
        return facts.symbolicName();
    }

    /** @return its version */
    public Version version() {
        return facts.version();
    }

    /** @return the same in another place among the bundles of a framework */
    public BundlePlacement withId(long other) {
        return new BundlePlacement(facts, startOrder, digest, other, started);
    }

    /** @return the same, if nobody starts it */
    public BundlePlacement unstarted() {
        return new BundlePlacement(facts, startOrder, digest, id, false);
    }

    /** @return what a comparison looks at */
    public Held held() {
        return new Held(version(), digest, startOrder, started);
    }
}
