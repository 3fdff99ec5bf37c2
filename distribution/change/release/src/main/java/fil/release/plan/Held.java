package fil.release.plan;

import fil.release.Release;
import fil.release.ReleaseBundle;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * A bundle as a comparison sees it: in a release, in the framework, or in the framework's cache.
 *
 * @param version its Bundle-Version
 * @param digest the SHA-256 of its jar in lower-case hexadecimal; empty if that is not known
 * @param startOrder its start level
 * @param runs whether it runs; of a release: whether it is to run
 */
public record Held(Version version, String digest, int startOrder, boolean runs) {
    /**
     * @param release a release
     * @return its bundles, by symbolic name
     */
    public static Map<String, Held> of(Release release) {
        return release.bundles().stream()
                .collect(Collectors.toMap(
                        ReleaseBundle::symbolicName,
                        bundle -> new Held(bundle.version(), bundle.sha256(), bundle.startOrder(), true)));
    }

    /** @return whether this and the other are the same code: the version says what it is called, the digest what it is */
    public boolean isSameCode(Held other) {
        return version.equals(other.version)
                && (digest.isEmpty() || other.digest.isEmpty() || digest.equals(other.digest));
    }
}
