package fil.byhand;

import fil.signals.BundleJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the jar of a bundle lies, for an update that names none: where the bundle itself says (Bundle-UpdateLocation), where it
 * came from, and for a bundle of a release the file of its version in {@code bundle/} or {@code repository/}.
 */
final class JarPlace {
    private static final Logger LOG = LoggerFactory.getLogger(JarPlace.class);
    /** The location of a bundle that a release has brought: a name, not a place. */
    private static final String OF_A_RELEASE = "fil:";

    private final Optional<Path> home;

    JarPlace(BundleContext context) {
        this.home = Optional.ofNullable(context.getProperty("fil.home")).map(Path::of);
    }

    /**
     * @return the URL of its jar
     * @throws IOException if there is none; says what to do
     */
    String of(Bundle bundle) throws IOException {
        String said = bundle.getHeaders("").get(Constants.BUNDLE_UPDATELOCATION);
        if (said != null) {
            return said;
        }
        if (!bundle.getLocation().startsWith(OF_A_RELEASE)) {
            return bundle.getLocation();
        }
        for (Path folder : home.stream()
                .flatMap(it -> Stream.of(it.resolve("bundle"), it.resolve("repository")))
                .filter(Files::isDirectory)
                .toList()) {
            for (Path jar : jars(folder)) {
                if (isOf(jar, bundle)) {
                    return jar.toUri().toString();
                }
            }
        }
        throw new IOException("No file of " + Bundles.called(bundle)
                + " is in bundle/ or repository/; name one: update " + bundle.getSymbolicName() + " URL.");
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static boolean isOf(Path file, Bundle bundle) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return BundleJar.symbolicName(jar).equals(Optional.of(bundle.getSymbolicName()))
                    && Version.parseVersion(
                                    jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION))
                            .equals(bundle.getVersion());
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("{} is not looked into", file, e);
            return false;
        }
    }
}
