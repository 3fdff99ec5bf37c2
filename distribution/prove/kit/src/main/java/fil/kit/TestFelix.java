package fil.kit;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A real framework, the one of the class path, that a test starts and closes. */
public final class TestFelix implements AutoCloseable {
    private static final long MOST_MS = TimeUnit.MINUTES.toMillis(1);
    private final Framework framework;

    private TestFelix(Framework framework) {
        this.framework = framework;
    }

    /** One that runs. */
    public static TestFelix started(Path cache, Map<String, String> properties) throws BundleException {
        TestFelix felix = initialized(cache, properties);
        felix.framework.start();
        return felix;
    }

    /** One that has a context, and runs nothing. */
    public static TestFelix initialized(Path cache, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(Map.of("felix.log.level", "0"));
        all.putAll(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(all);
        framework.init();
        return new TestFelix(framework);
    }

    /** It. */
    public Framework framework() {
        return framework;
    }

    /** The context of its system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** A bundle that runs. */
    public Bundle start(String location, InputStream jar) throws BundleException {
        Bundle bundle = context().installBundle(location, jar);
        bundle.start();
        return bundle;
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(MOST_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
