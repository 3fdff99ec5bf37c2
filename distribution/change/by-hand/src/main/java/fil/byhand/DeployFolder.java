package fil.byhand;

import fil.signals.BundleJar;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.Reason;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles in the folder that File Install watches. File Install tells of files; what is done about them is done here, in one
 * thread: jars that come together are one change by hand, which waits until nobody else changes the system. A bundle is
 * known by its symbolic name, whatever its file is called: a new file replaces it in place, and it goes when its last file has
 * been gone for a while.
 */
final class DeployFolder implements ArtifactInstaller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    /** Where a bundle that only the folder has is installed: not at its file, which may get another name. */
    static final String LOCATION = "deploy:";
    /** File Install tells of one file after the other. */
    private static final long TOGETHER_MILLIS = 300;
    /** A file that is taken away may come again under another name, and File Install looks every two seconds and waits for whole files. */
    private static final Duration GONE = Duration.ofSeconds(6);

    private static final long AGAIN_MILLIS = 500;

    private final BundleContext context;
    private final ByHand byHand;
    private final Duration goneAfter;
    private final Deployed deployed;
    private final Map<String, File> come = new LinkedHashMap<>();
    private final Map<String, File> failed = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(null, work, "fil-deploy-folder", 0, false);
        daemon.setDaemon(true);
        return daemon;
    });
    private boolean waits;

    /** @param goneAfter how long a file must be away */
    DeployFolder(BundleContext context, ByHand byHand, Duration goneAfter) {
        this.context = context;
        this.byHand = byHand;
        this.goneAfter = goneAfter;
        this.deployed = new Deployed(context.getDataFile("deployed.properties").toPath());
    }

    static DeployFolder open(BundleContext context, ByHand byHand, int ranking) {
        DeployFolder folder = new DeployFolder(context, byHand, GONE);
        context.registerService(
                ArtifactInstaller.class, folder, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking)));
        return folder;
    }

    @Override
    public boolean canHandle(File file) {
        return name(file).isPresent();
    }

    /** Also called at every start for what lies there since long: only a file that is new, or changed, is deployed. */
    @Override
    public void install(File file) throws IOException {
        if (!deployed.has(file)) {
            update(file);
        }
    }

    @Override
    public void update(File file) throws IOException {
        String name = name(file).orElseThrow(() -> new IOException(file + " is no bundle any more"));
        synchronized (come) {
            come.put(name, file);
        }
        later(this::deploy, TOGETHER_MILLIS);
    }

    @Override
    public void uninstall(File file) throws IOException {
        Optional<String> name = deployed.forget(file);
        name.ifPresent(gone -> later(() -> gone(gone, file), goneAfter.toMillis()));
    }

    private void later(Runnable work, long millis) {
        try {
            thread.schedule(() -> guarded(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The folder is no longer looked after", e);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The deploy folder could not be followed", e);
        }
    }

    private void deploy() {
        Map<String, File> files;
        synchronized (come) {
            files = new LinkedHashMap<>(come);
            come.clear();
        }
        if (files.isEmpty()) {
            return;
        }
        files.keySet().forEach(failed::remove);
        if (!deployed(files)) {
            failed.putAll(files);
            return;
        }
        // what did not resolve may do so with what has come now
        for (Map.Entry<String, File> each : List.copyOf(failed.entrySet())) {
            if (each.getValue().exists() && deployed(Map.of(each.getKey(), each.getValue()))) {
                failed.remove(each.getKey());
            }
        }
    }

    /** @return whether there is nothing left to do about these files */
    private boolean deployed(Map<String, File> files) {
        String what = "the deployment of " + String.join(", ", files.keySet());
        try {
            List<HandChange.Part> parts = new ArrayList<>();
            ChangeClaim claim = claim(what);
            try {
                for (Map.Entry<String, File> each : files.entrySet()) {
                    parts.add(part(each.getKey(), each.getValue()));
                    deployed.note(each.getValue(), each.getKey());
                }
            } catch (IOException | RuntimeException e) {
                claim.end();
                throw e;
            }
            HandChange.Result result = byHand.change(claim, parts);
            result.done().forEach(LOG::info);
            result.failure()
                    .ifPresent(failure -> LOG.error(
                            "{} failed: {}. What was there before {}; drop a jar that works",
                            what,
                            failure,
                            result.left().isEmpty() ? "is as it was" : "is not all back: " + result.left()));
            return result.failure().isEmpty();
        } catch (IOException | ExecutionException e) {
            LOG.error("{} failed; nothing was changed", what, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for as long as it takes, in a thread that nobody waits for. */
    private ChangeClaim claim(String what) throws InterruptedException {
        while (true) {
            try {
                return byHand.claim(what, holder -> {});
            } catch (ChangeRefused e) {
                if (!waits) {
                    LOG.info("{} waits: {}", what, ChangeRefused.sentence(e.holder()));
                }
                waits = true;
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            } finally {
                waits = waits && ChangeClaim.holder(context).isPresent();
            }
        }
    }

    private HandChange.Part part(String name, File file) throws IOException {
        byte[] jar = NewJar.read(file.toURI().toString(), name);
        Optional<Bundle> there = there(name);
        byHand.requireTrust("the deployment of " + name, file.toURI().toString(), jar, there, false, false);
        boolean isOfARelease =
                there.filter(bundle -> !isOfTheFolder(bundle, file)).isPresent();
        return new HandChange.Part(there, LOCATION + name, jar, !isOfARelease);
    }

    private Optional<Bundle> there(String name) {
        return Arrays.stream(context.getBundles())
                .filter(it -> name.equals(it.getSymbolicName()))
                .findFirst();
    }

    /** File Install itself, where it came first, installs a bundle at its file. */
    private static boolean isOfTheFolder(Bundle bundle, File file) {
        return bundle.getLocation().startsWith(LOCATION)
                || bundle.getLocation().equals(file.toURI().toString());
    }

    private void gone(String name, File file) {
        if (isThereAgain(name, file)) {
            LOG.info("{} was taken away; {} has another file and stays", file, name);
            return;
        }
        Optional<Bundle> bundle = there(name);
        if (bundle.filter(it -> isOfTheFolder(it, file)).isEmpty()) {
            LOG.info("{} was taken away; the bundle stays as it is", file);
            return;
        }
        try {
            ChangeClaim claim = claim("taking " + name + " away");
            try {
                bundle.get().uninstall();
                ByHand.note(context, claim.told(), List.of());
                LOG.info("{} was taken away, and {} with it", file, name);
            } catch (BundleException e) {
                LOG.error("{} was taken away, but {} cannot be uninstalled", file, name, e);
                ByHand.note(context, claim.told(), Reason.of(e), false);
            } finally {
                claim.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the bundle has a file in the folder, told of already or not yet. */
    private static boolean isThereAgain(String name, File file) {
        File[] files = file.getParentFile().listFiles();
        return Arrays.stream(files == null ? new File[0] : files)
                .anyMatch(other -> name(other).filter(name::equals).isPresent());
    }

    private static Optional<String> name(File file) {
        if (!file.isFile() || file.getName().startsWith(".")) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(file)) {
            return BundleJar.symbolicName(jar);
        } catch (IOException e) {
            LOG.debug("{} is no jar", file, e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
