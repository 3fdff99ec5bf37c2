package fil.release.archive;

import fil.release.Release;
import java.util.Map;

/**
 * What was found in an archive, all of it read once and nothing written.
 *
 * @param release the release
 * @param feature the text of its feature file
 * @param bundles the files in {@code bundle/} by name
 * @param sha512 of the whole archive as it was read, lower-case hexadecimal
 */
public record ArchiveContents(Release release, String feature, Map<String, Found> bundles, String sha512) {
    /**
     * A file in the archive.
     *
     * @param size in bytes
     * @param sha256 lower-case hexadecimal
     */
    public record Found(long size, String sha256) {}

    public ArchiveContents {
        bundles = Map.copyOf(bundles);
    }
}
