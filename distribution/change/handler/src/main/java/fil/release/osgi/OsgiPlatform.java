package fil.release.osgi;

import fil.health.Health;
import fil.health.RunningHealth;
import fil.health.Verdict;
import fil.release.Digest;
import fil.release.execute.Platform;
import fil.signals.BundleJar;
import fil.signals.Names;
import fil.signals.Services;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** The running framework. One for each change. */
public final class OsgiPlatform implements Platform, AutoCloseable {
    private final BundleContext context;
    private final Installed installed;
    private final KeptJars jars;
    private final ViewHold hold;
    private final Configurations configurations;
    private final Health health;
    private final List<Bundle> removed = new ArrayList<>();
    private final Map<String, Integer> startOrders = new ConcurrentHashMap<>();

    /** @param context the context of the bundle that makes the change */
    public OsgiPlatform(BundleContext context) {
        this.context = context;
        this.installed = new Installed(context);
        this.jars = new KeptJars(context);
        this.hold = new ViewHold(context);
        this.configurations = new Configurations(context);
        this.health = new RunningHealth(context);
    }

    @Override
    public Version version(String name) {
        return installed.bundle(name).getVersion();
    }

    @Override
    public byte[] jar(String name) throws IOException {
        return BundleJar.of(context, installed.bundle(name));
    }

    @Override
    public void install(String name, byte[] jar, int startOrder) throws BundleException {
        Bundle bundle = context.installBundle("fil:" + name, new ByteArrayInputStream(jar));
        bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(startOrder));
    }

    @Override
    public void update(String name, byte[] jar, int startOrder) throws BundleException {
        Bundle bundle = installed.bundle(name);
        bundle.update(new ByteArrayInputStream(jar));
        if (!isOf(name, jar)) {
            // an update that met a full disk can leave its jar in the cache, and Felix then takes that for this one,
            // once
            bundle.update(new ByteArrayInputStream(jar));
        }
        if (!isOf(name, jar)) {
            throw new BundleException(name + " is " + bundle.getVersion() + ", not what it was updated to");
        }
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            startOrders.put(name, startOrder);
        } else {
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(startOrder));
        }
    }

    @Override
    public boolean isOf(String name, byte[] jar) {
        String kept = jars.digest(installed.bundle(name));
        return kept.isEmpty()
                ? isOfVersion(installed.bundle(name).getVersion(), jar)
                : kept.equals(HexFormat.of().formatHex(Digest.sha256().digest(jar)));
    }

    /** A manifest in an odd place is left to the framework. */
    private static boolean isOfVersion(Version version, byte[] jar) {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            Manifest manifest = in.getManifest();
            return manifest == null
                    || version.equals(
                            Version.parseVersion(manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void replaceBeside(String name, byte[] jar) throws BundleException {
        Bundle bundle = context.installBundle("fil:" + name + "#" + System.nanoTime(), new ByteArrayInputStream(jar));
        bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    }

    @Override
    public void uninstall(String name) throws BundleException {
        Bundle bundle = installed.bundle(name);
        removed.add(bundle);
        bundle.uninstall();
    }

    @Override
    public void stop(String name) throws BundleException {
        installed.bundle(name).stop(Bundle.STOP_TRANSIENT);
    }

    @Override
    public void start(String name) throws BundleException {
        Bundle bundle = installed.bundle(name);
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        bundle.start(Bundle.START_ACTIVATION_POLICY | (level.isPersistentlyStarted() ? Bundle.START_TRANSIENT : 0));
        // not before: a new level starts a bundle in the framework's own thread, out of our order and beyond our
        // deadline
        int wanted = startLevel(startOrders.getOrDefault(name, level.getStartLevel()));
        if (wanted != level.getStartLevel()) {
            level.setStartLevel(wanted);
        }
    }

    @Override
    public void order(Map<String, Integer> orders) {
        orders.forEach((name, order) ->
                installed.bundle(name).adapt(BundleStartLevel.class).setStartLevel(startLevel(order)));
    }

    @Override
    public boolean isActive(String name) {
        return installed
                .find(name)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING)
                .isPresent();
    }

    @Override
    public void refresh(Collection<String> names) throws InterruptedException {
        List<Bundle> bundles = new ArrayList<>(removed);
        names.forEach(name -> installed.find(name).ifPresent(bundles::add));
        // would end the framework; what extends it is another one from the next start on
        bundles.removeIf(Installed::extendsTheFramework);
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        refreshed.await();
    }

    @Override
    public void hold(String from, String to) {
        hold.hold(from, to);
    }

    @Override
    public void release() {
        hold.release();
    }

    @Override
    public Undo configure(String pid, Map<String, Object> before, Map<String, Object> after) throws IOException {
        return configurations.change(pid, before, after);
    }

    @Override
    public void letRequestsEnd() {
        Services.of(context, Runnable.class, Names.filter(Names.GATE_BEGUN)).forEach(gate -> {
            Runnable requests = context.getService(gate);
            if (requests != null) {
                requests.run();
                context.ungetService(gate);
            }
        });
    }

    @Override
    public void noteHealth(Set<String> touched, Set<String> unconfigured) {
        health.before(touched, unconfigured);
    }

    @Override
    public Verdict health() {
        return health.now();
    }

    /** Lets go of what was held to look at the health. */
    @Override
    public void close() {
        health.close();
        hold.release();
    }

    /** Never above the level that the framework has: such a bundle would not run. */
    private int startLevel(int startOrder) {
        return Math.min(
                startOrder,
                context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel());
    }
}
