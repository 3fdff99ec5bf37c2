package fil.deploy;

import fil.signals.BundleJar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets File Install update a bundle that is there already, in place. By itself it would install a jar with another
 * version as a second bundle beside the first, and both would serve. Jars of bundles that are not there are left to it.
 */
@Component(property = Constants.SERVICE_RANKING + ":Integer=100")
public final class InPlace implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(InPlace.class);

    private final BundleContext context;
    private final Deployed deployed;

    /** For SCR. */
    @Activate
    public InPlace(BundleContext context) {
        this.context = context;
        this.deployed = new Deployed(context.getDataFile("deployed.properties").toPath());
    }

    @Override
    public boolean canHandle(File file) {
        return name(file).flatMap(name -> installed(name, file)).isPresent();
    }

    /** Also called at every start for what lies there since long: only a file that is new, or changed, is deployed. */
    @Override
    public void install(File file) throws IOException, BundleException {
        if (!deployed.has(file)) {
            update(file);
        }
    }

    @Override
    public void update(File file) throws IOException, BundleException {
        String name = name(file).orElseThrow(() -> new IOException(file + " is no bundle any more"));
        Bundle bundle = installed(name, file)
                .orElseThrow(
                        () -> new BundleException(name + " is not there any more: move " + file + " away and back"));
        String before = bundle.getVersion().toString();
        deployed.note(file);
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle.update(jar);
        }
        LOG.info("{} {} of {} replaced {}", name, bundle.getVersion(), file, before);
    }

    @Override
    public void uninstall(File file) throws IOException {
        deployed.forget(file);
        LOG.info("{} was taken away; the bundle stays as it is", file);
    }

    /** A bundle that File Install itself brought in has its file for its location: that one is its own affair. */
    private Optional<Bundle> installed(String name, File file) {
        String own = file.toURI().toString();
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .filter(bundle -> !bundle.getLocation().equals(own))
                .findFirst();
    }

    private static Optional<String> name(File file) {
        try (JarFile jar = new JarFile(file)) {
            return BundleJar.symbolicName(jar);
        } catch (IOException e) {
            LOG.debug("{} is no jar", file, e);
            return Optional.empty();
        }
    }
}
