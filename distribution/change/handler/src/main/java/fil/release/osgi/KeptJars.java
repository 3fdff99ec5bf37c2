package fil.release.osgi;

import fil.release.Digest;
import fil.release.FileCache;
import fil.signals.CacheLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The jars of the bundles as the framework keeps them, octet by octet: what really is there, whatever its version says. */
public final class KeptJars {
    private static final FileCache<String> DIGESTS = new FileCache<>(Digest::of);
    private final Optional<CacheLayout> cache;

    /** @param context any bundle's context */
    public KeptJars(BundleContext context) {
        this.cache = Optional.ofNullable(context.getProperty(Constants.FRAMEWORK_STORAGE))
                .map(Path::of)
                .map(CacheLayout::new);
    }

    /**
     * @param bundle a bundle
     * @return the SHA-256 of its jar in lower-case hexadecimal; empty if the framework does not show it
     */
    public String digest(Bundle bundle) {
        Optional<Path> jar = cache.flatMap(it -> it.jar(bundle.getBundleId()));
        try {
            return jar.isPresent() ? DIGESTS.of(jar.get()) : "";
        } catch (IOException replacedMeanwhile) {
            return "";
        }
    }
}
