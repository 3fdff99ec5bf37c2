package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A real framework, and bundles that are made for it. */
final class InFelix {
    /** The system property that names the bundle whose {@link Picky} activator does not start. */
    static final String UNWILLING = "fil.byhand.unwilling";

    /** An activator that starts unless it is told not to. */
    public static final class Picky implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            if (context.getBundle().getSymbolicName().equals(System.getProperty("fil.byhand.unwilling"))) {
                throw new IllegalStateException("unwilling");
            }
        }

        @Override
        public void stop(BundleContext context) {}
    }

    private final Path folder;
    private final Framework framework;
    final SafetyNet net;
    final ByHand byHand;

    InFelix(Path folder, Supplier<Optional<String>> failure) throws BundleException {
        this.folder = folder;
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString(), "felix.log.level", "0"));
        framework.start();
        net = new SafetyNet(framework.getBundleContext(), () -> new FakeHealth(failure), Duration.ofSeconds(15));
        byHand = new ByHand(framework.getBundleContext(), net);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Headers come as name, value, name, value. */
    Path jar(String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", Picky.class.getName());
        main.putValue("Import-Package", "org.osgi.framework");
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path jar = folder.resolve(name + "-" + version + ".jar");
        String type = Picky.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = InFelix.class.getResourceAsStream("/" + type)) {
            out.putNextEntry(new JarEntry(type));
            in.transferTo(out);
        }
        return jar;
    }

    Bundle start(Path jar) throws BundleException {
        Bundle bundle = context().installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    Optional<Bundle> named(String name) {
        return Arrays.stream(context().getBundles())
                .filter(it -> name.equals(it.getSymbolicName()))
                .findFirst();
    }

    void assertRuns(Bundle bundle, String version) {
        assertEquals(version, bundle.getVersion().toString());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    void stop() throws Exception {
        System.clearProperty(UNWILLING);
        net.close();
        framework.stop();
        framework.waitForStop(10_000);
    }
}
