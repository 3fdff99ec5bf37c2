package fil.signals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the framework keeps its bundles.
 * <pre>
 * felix-cache/bundle33/bundle.info              number, location, state, start level, time, count of refreshes: a line each
 * felix-cache/bundle33/version0.2/bundle.jar    its code; of several the one with the greatest last number is in use
 * felix-cache/bundle33/data/                    files of the bundle's own
 * </pre>
 *
 * @param folder the cache
 */
public record CacheLayout(Path folder) {
    private static final Pattern REVISION = Pattern.compile("version(\\d{1,9})\\.(\\d{1,9})");

    /**
     * Where the jar of a bundle is.
     *
     * @param id the number of a bundle
     * @return its jar, if it is kept as one
     */
    public Optional<Path> jar(long id) {
        return revision(entry(id)).map(it -> it.resolve("bundle.jar")).filter(Files::isRegularFile);
    }

    /**
     * Where all is that is kept of a bundle.
     *
     * @param id the number of a bundle
     * @return its folder
     */
    public Path entry(long id) {
        return folder.resolve("bundle" + id);
    }

    /**
     * Where the code of a bundle is.
     *
     * @param entry all that is kept of a bundle
     * @return the folder of the code that is in use
     */
    public static Optional<Path> revision(Path entry) {
        try (Stream<Path> all = Files.list(entry)) {
            return all.filter(
                            it -> REVISION.matcher(it.getFileName().toString()).matches())
                    .max(Comparator.comparingLong(it -> number(it, 2)));
        } catch (IOException goneOrNoFolder) {
            return Optional.empty();
        }
    }

    /**
     * Reads the count of refreshes.
     *
     * @param revision the folder of a bundle's code
     * @return how often the bundle was refreshed, as the folder says
     */
    public static long refreshes(Path revision) {
        return number(revision, 1);
    }

    private static long number(Path revision, int group) {
        Matcher name = REVISION.matcher(revision.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(group)) : 0;
    }
}
