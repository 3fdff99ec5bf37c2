package fil.launcher;

import fil.release.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/**
 * Which bundle has which number, in a file of the cache that the framework does not know. So the data of a bundle, such as what the
 * operator has configured, are known for its own when neither its code nor what the framework wrote about it can be read.
 */
final class CacheNames implements BundleListener {
    private static final Logger LOG = Logger.getLogger(CacheNames.class.getName());
    private static final String FILE = "names";

    private final BundleContext context;
    private final Path cache;

    private CacheNames(BundleContext context, Path cache) {
        this.context = context;
        this.cache = cache;
    }

    /** Writes them down now, and whenever a bundle comes. */
    static void keep(BundleContext framework, Path cache) {
        CacheNames names = new CacheNames(framework, cache);
        framework.addBundleListener(names);
        names.write();
    }

    /** @return the symbolic name of the bundle with a number, if it was written down */
    static Optional<String> of(Path cache, long id) {
        try (Stream<String> lines = Files.lines(cache.resolve(FILE))) {
            return lines.filter(line -> line.startsWith(id + " "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED) {
            write();
        }
    }

    private void write() {
        try {
            AtomicFile.write(
                    cache.resolve(FILE),
                    Arrays.stream(context.getBundles())
                            .filter(bundle -> bundle.getBundleId() != 0 && bundle.getSymbolicName() != null)
                            .map(bundle -> bundle.getBundleId() + " " + bundle.getSymbolicName() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "It cannot be written down which bundle of the cache is which", e);
        }
    }
}
