package fil.launcher;

import fil.health.SuccessorHealth;
import fil.settings.Setting;
import fil.settings.Settings;
import fil.signals.Role;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Tries out the new process of a takeover on a port of its own, before a client meets it. */
final class SuccessorTrial {
    private static final long HEALTHY_MS = 60_000;
    private static final int WARM_TIMES = 1_000;
    private static final long WARM_MS = 3_000;
    private static final int LARGEST_SERVED = 1 << 24;

    private final BundleContext context;
    private final PageProbe probe;
    /** What the page of the running process says. */
    private final int said;

    private final boolean saysWhetherReady;

    SuccessorTrial(BundleContext context, int port, Settings settings) {
        this.context = context;
        this.probe = new PageProbe("127.0.0.1", port, settings.text(Setting.HTTP_PAGE));
        this.said = new PageProbe(settings).status();
        this.saysWhetherReady = Stream.of(context.getBundles()).anyMatch(Role.READY::isOf);
    }

    /** Returns once it is ready and serves all that the running one does. */
    void pass() throws StartRefused, IOException {
        awaitHealth();
        requireThatAllIsServed();
    }

    void warmUp() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WARM_MS);
        for (int i = 0; i < WARM_TIMES && System.nanoTime() < deadline; i++) {
            probe.answers();
        }
        System.gc(); // what the start has left: no client waits for it now
    }

    /** The page says what it says in the process that leaves, and the new one is ready. */
    private void awaitHealth() throws StartRefused {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEALTHY_MS);
        while (!isHealthy()) {
            if (System.nanoTime() > deadline) {
                throw new StartRefused(
                        ExitCode.TOO_LATE,
                        "the new process was not healthy within " + HEALTHY_MS / 1_000
                                + " s: its page did not answer as that of the running one, or /ready said no. The reason is in log/.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isHealthy() {
        return probe.answers(said) && (!saysWhetherReady || probe.isWell("/ready"));
    }

    /** An old process of a former version tells nothing. */
    private void requireThatAllIsServed() throws StartRefused, IOException {
        if (Files.notExists(Serving.SERVED)) {
            return;
        }
        try {
            Set<String> alone = Stream.of(context.getBundles())
                    .filter(Role.EXCLUSIVE::isOf)
                    .map(Bundle::getSymbolicName)
                    .collect(Collectors.toSet());
            String told = SmallFile.text(Serving.SERVED, LARGEST_SERVED);
            Optional<String> failure = new SuccessorHealth(context, told, alone).failure(probe::status);
            if (failure.isPresent()) {
                throw new StartRefused(
                        ExitCode.FAILED,
                        "the new process does not serve what the running one does: " + failure.get() + ".");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
