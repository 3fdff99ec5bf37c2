package fil.state;

import fil.signals.DaemonThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the states are, and the {@link Lifetime} of the system, which it beats ten times a second, whether or not a state is kept. */
@Component(service = LifetimeRecorder.class, immediate = true)
public final class LifetimeRecorder {
    /** Framework property: the folder of all states; {@code state} in the working directory by default. */
    public static final String DIRECTORY = "fil.state.dir";
    /** Framework property: names this run of the system; a process that hands over passes its own on. */
    public static final String RUN = "fil.run";

    private static final Logger LOG = LoggerFactory.getLogger(LifetimeRecorder.class);
    private static final String THIS_PROCESS = UUID.randomUUID().toString();
    private static final int EVERY_MS = 100;

    private final Path states;
    private final Lifetime lifetime;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThread.named("fil-heart"));
    private boolean failed;

    /** For SCR. */
    @Activate
    public LifetimeRecorder(BundleContext context) {
        states = Path.of(property(context, DIRECTORY, "state"));
        lifetime = lifetime(property(context, RUN, processOf(context)));
        clock.scheduleWithFixedDelay(this::beat, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void deactivate() {
        clock.shutdown();
        beat();
    }

    Path states() {
        return states;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    private Lifetime lifetime(String run) {
        // no name of a bundle begins with a dot
        Path file = states.resolve(".heart");
        try {
            return Lifetime.goingOn(file, run, System::nanoTime);
        } catch (IOException e) {
            LOG.warn(
                    "{}; how long the run before lived is not known, its states are taken as they were kept",
                    e.getMessage());
            return Lifetime.first(file, run, System::nanoTime);
        }
    }

    private synchronized void beat() {
        try {
            lifetime.beat();
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.error(
                        "Cannot write down that this process lives; after a kill its states are taken as they were kept",
                        e);
            }
            failed = true;
        }
    }

    /** An update of this bundle must not look like another run, so the name of the run is the framework's. */
    private static String processOf(BundleContext context) {
        String framework = context.getProperty("org.osgi.framework.uuid");
        return framework == null ? THIS_PROCESS : framework;
    }

    private static String property(BundleContext context, String key, String otherwise) {
        String value = context.getProperty(key);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
