package fil.launcher;

import fil.health.FirstLook;
import fil.signals.Role;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework from its start to its end, however that comes: a signal, the shell, or bundle 0. */
final class RunningFramework {
    private static final long START_MS = TimeUnit.SECONDS.toMillis(60);
    private static final long STOP_MS = TimeUnit.SECONDS.toMillis(25);
    private static final Logger LOG = Logger.getLogger("fil.launcher");

    private final Framework framework;
    private final InstallationFolders installation;
    private volatile boolean endsWithProcess;
    private volatile boolean leaves;

    private RunningFramework(Framework framework, InstallationFolders installation) {
        this.framework = framework;
        this.installation = installation;
    }

    /** What fills the cache between the framework's initialisation and its start. */
    @FunctionalInterface
    interface Filling {
        void fill(BundleContext context, List<String> repaired) throws StartRefused, IOException;
    }

    /** @param repair looks at the cache before the framework does */
    static RunningFramework start(
            Map<String, String> properties, CacheRepair repair, Filling filling, InstallationFolders installation)
            throws StartRefused, IOException {
        Banner.log(properties);
        Path cache = Path.of(properties.get(Constants.FRAMEWORK_STORAGE));
        List<String> told = new ArrayList<>(repair.repair(cache));
        Framework framework = initialised(properties, cache, repair, told);
        RunningFramework running = new RunningFramework(framework, installation);
        try {
            filling.fill(framework.getBundleContext(), told);
            CacheNames.keep(framework.getBundleContext(), cache);
            Runtime.getRuntime().addShutdownHook(new Thread(running::endOfProcess, "fil end"));
            framework.start();
        } catch (BundleException e) {
            throw new StartRefused(ExitCode.FAILED, "The framework does not start: " + e.getMessage() + ".");
        }
        return running;
    }

    /** A cache with which the framework cannot begin at all is made anew, once. */
    private static Framework initialised(
            Map<String, String> properties, Path cache, CacheRepair repair, List<String> told)
            throws StartRefused, IOException {
        try {
            return initialised(properties);
        } catch (BundleException | RuntimeException e) {
            told.add(repair.setAside(cache, e));
        }
        try {
            return initialised(properties);
        } catch (BundleException | RuntimeException e) {
            throw new StartRefused(ExitCode.FAILED, "The framework does not start: " + e.getMessage() + ".");
        }
    }

    /** @return a framework that can be given bundles, and has started none */
    static Framework initialised(Map<String, String> properties) throws StartRefused, BundleException {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new StartRefused(
                        ExitCode.FAILED, "There is no framework on the class path: bin/felix.jar is missing."))
                .newFramework(properties);
        framework.init();
        return framework;
    }

    /** Says the URL once the page answers, and the hints after it. */
    void announce(PageProbe probe, String release, List<String> hints) throws StartRefused, IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        while (!probe.answers()) {
            if (framework.getState() != Framework.ACTIVE) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new StartRefused(
                        ExitCode.TOO_LATE,
                        SystemName.VALUE + " " + release + " started, but " + probe.url() + " did not answer within "
                                + START_MS / 1_000 + " s; the reason is in log/.");
            }
            pause();
        }
        Optional<String> unwell = unwell(release);
        if (unwell.isPresent()) {
            LOG.logp(Level.WARNING, LOG.getName(), null, unwell.get());
            installation.unwell(unwell.get());
        }
        installation.answers(probe.url());
        ClassData.serves();
        System.out.println(SystemName.VALUE + " " + release + " answers at " + probe.url());
        unwell.ifPresent(System.out::println);
        hints.forEach(System.out::println);
    }

    /** What does not serve though the page answers; it is told, and the rest serves. */
    private Optional<String> unwell(String release) {
        try {
            return new FirstLook(framework.getBundleContext())
                    .failure()
                    .map(words -> "not all of " + release + " serves: " + words
                            + ". Once it is put right, update the bundle or start again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Stops these bundles, until they are started again. */
    void stop(Role role) throws StartRefused, IOException {
        each(role::isOf, bundle -> bundle.stop(Bundle.STOP_TRANSIENT));
    }

    /** @param meanwhile what is done with a bundle while it is stopped */
    void restart(Predicate<Bundle> which, Doing meanwhile) throws StartRefused, IOException {
        each(which, bundle -> {
            boolean runs = bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
            bundle.stop(Bundle.STOP_TRANSIENT);
            meanwhile.with(bundle);
            if (runs) {
                bundle.start(Bundle.START_TRANSIENT);
            }
        });
    }

    /** What is done with a bundle. */
    @FunctionalInterface
    interface Doing {
        void with(Bundle bundle) throws BundleException, IOException;
    }

    private void each(Predicate<Bundle> which, Doing doing) throws StartRefused, IOException {
        for (Bundle bundle : context().getBundles()) {
            if (which.test(bundle)) {
                try {
                    doing.with(bundle);
                } catch (BundleException e) {
                    throw new StartRefused(
                            ExitCode.FAILED,
                            "the bundle " + bundle.getSymbolicName() + " does not stop or start: " + e.getMessage());
                }
            }
        }
    }

    /** Ends the framework, so that whoever waits for its end goes on. */
    void end() throws StartRefused {
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new StartRefused(ExitCode.FAILED, "The framework does not stop: " + e.getMessage() + ".");
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns when the framework has stopped; an update of the framework itself starts it again. */
    void waitForEnd() throws StartRefused, IOException {
        try {
            FrameworkEvent event = framework.waitForStop(0);
            while (event.getType() == FrameworkEvent.STOPPED_UPDATE) {
                framework.start();
                event = framework.waitForStop(0);
            }
        } catch (BundleException e) {
            throw new StartRefused(ExitCode.FAILED, "The framework does not start again: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget();
    }

    /** Another process is that of the installation by now. */
    void leave() {
        leaves = true;
    }

    /** @return whether it did not end by itself: somebody has ended the process */
    boolean endsWithProcess() {
        return endsWithProcess;
    }

    private void forget() throws IOException {
        if (!leaves) {
            installation.forgetThis();
        }
    }

    private void endOfProcess() {
        endsWithProcess = framework.getState() == Framework.ACTIVE || framework.getState() == Framework.STARTING;
        try {
            ClassData.isGood();
            framework.stop();
            framework.waitForStop(STOP_MS);
            forget();
        } catch (BundleException | IOException e) {
            System.err.println(SystemName.VALUE + " did not stop cleanly: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Log.close();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
