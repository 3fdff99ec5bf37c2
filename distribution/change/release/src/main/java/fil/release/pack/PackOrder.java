package fil.release.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The next release that somebody wants.
 *
 * @param from what it is made out of: the name of a release that is unpacked, or the path of an archive
 * @param name its own name
 * @param jars bundles that take the place of those of the same symbolic name, or are new
 * @param without symbolic names of bundles that it leaves out
 * @param archive the file to be written; it is not there yet
 */
public record PackOrder(String from, String name, List<Path> jars, Set<String> without, Path archive) {
    /** Copies the collections. */
    public PackOrder {
        jars = List.copyOf(jars);
        without = Set.copyOf(without);
        archive = archive.toAbsolutePath().normalize();
    }
}
