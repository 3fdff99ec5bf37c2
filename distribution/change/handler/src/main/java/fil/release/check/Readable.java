package fil.release.check;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A release of which something is damaged, as far as it can be read: what else is wrong with it is told at once too. */
public final class Readable {
    private Readable() {}

    /**
     * @param release a release
     * @param files where its bundles are, or would be
     * @param running what runs; a bundle that cannot be read is judged as if it stayed what it is
     * @return the release as one side of a change
     */
    public static Assembly of(Release release, Function<ReleaseBundle, Path> files, Assembly running) {
        Map<String, BundlePlacement> parts = new TreeMap<>();
        for (ReleaseBundle bundle : release.inStartOrder()) {
            read(bundle, files.apply(bundle))
                    .or(() -> running.part(bundle.symbolicName()).map(BundlePlacement::facts))
                    .ifPresent(
                            facts -> parts.put(bundle.symbolicName(), Assembly.part(bundle, facts, parts.size() + 1)));
        }
        return new Assembly(release.name(), parts, release.configurations());
    }

    private static Optional<BundleFacts> read(ReleaseBundle bundle, Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return BundleFiles.manifest(bundle, file).findAny().isEmpty()
                    ? Optional.of(BundleFacts.of(file))
                    : Optional.empty();
        } catch (ReleaseException unreadable) {
            return Optional.empty();
        }
    }
}
