package fil.launcher;

import fil.release.ReleaseBundle;
import fil.signals.DaemonThread;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * {@code classes}: loads the classes that a process of fil has loaded, so that this Java writes them down when it ends. The bundles
 * are resolved and not started: none of their code runs, not even what initialises a class.
 */
final class ClassLoading {
    /** A line of Java's log, {@code fil.web.Activator source: fil:fil.web}. */
    private static final Pattern LOADED = Pattern.compile("(\\S+) source: (fil:|jrt:|file:)(\\S*)\\s*");

    private static final System.Logger LOG = System.getLogger("fil.launcher");

    private final PermanentRelease release;
    private final Map<String, Bundle> bundles = new HashMap<>();

    ClassLoading(PermanentRelease release) {
        this.release = release;
    }

    /**
     * @param cache an empty folder for the framework
     * @param classes what was loaded, as Java's log says it
     * @return the exit code
     */
    int run(Path cache, Path classes) throws StartRefused, IOException {
        DaemonThread.of("fil caller", ClassLoading::endWithCaller).start();
        try {
            Framework framework = RunningFramework.initialised(
                    Map.of(Constants.FRAMEWORK_STORAGE, cache.toString(), "felix.log.level", "1"));
            install(framework.getBundleContext());
            framework.adapt(FrameworkWiring.class).resolveBundles(bundles.values());
            try (Stream<String> lines = Files.lines(classes)) {
                lines.map(LOADED::matcher).filter(Matcher::matches).forEach(this::load);
            }
            framework.stop();
            return ExitCode.DONE.number();
        } catch (BundleException e) {
            throw new StartRefused(ExitCode.FAILED, "The classes cannot be loaded: " + e.getMessage() + ".");
        }
    }

    /** The standard input is a pipe from the process that serves: when that ends, however it ends, nobody wants this any more. */
    private static void endWithCaller() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the pipe from the process that serves broke: {0}", e.toString());
        }
        Runtime.getRuntime().halt(ExitCode.NOT_RUNNING.number());
    }

    private void install(BundleContext context) throws BundleException {
        for (ReleaseBundle part : release.release().bundles()) {
            Path file = release.store().layout().file(part).toAbsolutePath();
            bundles.put(part.symbolicName(), context.installBundle("reference:" + file.toUri()));
        }
    }

    private void load(Matcher loaded) {
        try {
            if (!loaded.group(2).equals("fil:")) {
                link(Class.forName(loaded.group(1), false, ClassLoading.class.getClassLoader()));
            } else if (bundles.containsKey(loaded.group(3))) {
                link(bundles.get(loaded.group(3)).loadClass(loaded.group(1)));
            }
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "not recorded, so loaded as ever: {0}", e.toString());
        }
    }

    /** Java writes down what it has linked; to be asked for its methods a class is linked, and not initialised. */
    private static void link(Class<?> loaded) {
        loaded.getDeclaredMethods();
    }
}
