package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.signals.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * This process takes over from one that runs.
 * <pre>
 * begin     start beside it, on copies of its cache and its state; the socket is there, nobody is let in yet
 * healthy   the page answers on a port of its own, and so does /ready if fil.monitor is there
 * warm      the page is asked for again and again, so that no client meets code that runs for the first time
 * cut       give way no more; let clients in, who see what they saw; tell the other to leave: it accepts no more, and lets go of the state
 * final     take the processors that were left to the other; take the state up where it left it, and show it
 * settled   wait for its end; become the process of this installation
 * </pre>
 * Whatever fails before the other was told to leave ends this process, and the other serves on.
 */
final class Takeover {
    private static final long HEALTHY_MS = 60_000;
    private static final int WARM_TIMES = 1_000;
    private static final long WARM_MS = 3_000;
    private static final long LEAVES_S = 60;
    private static final Path STATE = Path.of("state");
    private static final Path COPY = Path.of("run", "state");
    private static final List<String> HAVE_STATE = List.of("fil.state-keeper", "fil.release-handler");

    private final Installation installation;
    private final Settings settings;
    private final ProcessHandle leaving;

    Takeover(Installation installation, Settings settings, ProcessHandle leaving) {
        this.installation = installation;
        this.settings = settings;
        this.leaving = leaving;
    }

    /** @return whether bin/fil or systemd gave us the listening socket as the standard input */
    static boolean socketIsInherited() {
        return "stdin".equals(System.getenv("FIL_SOCKET"));
    }

    /** @return the process that this one is to take over from */
    static Optional<ProcessHandle> leaving() {
        return Optional.ofNullable(System.getenv("FIL_TAKES_OVER"))
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of);
    }

    int run() throws Refusal, IOException {
        Path before = CacheFolder.current();
        Path cache = CacheFolder.other();
        try {
            RunningFramework framework = begin(before, cache);
            cut(framework.context());
            settle(framework.context(), before);
            installation.handedOver("done " + ProcessHandle.current().pid());
            framework.waitForEnd();
            return ExitCode.DONE.number();
        } catch (Refusal | IOException | RuntimeException e) {
            try {
                CacheFolder.delete(cache);
            } finally {
                installation.handedOver(
                        "failed " + (e instanceof Refusal ? e.getMessage() : "the new process failed: " + e));
            }
            throw e;
        }
    }

    private RunningFramework begin(Path before, Path cache) throws Refusal, IOException {
        PermanentRelease release = PermanentRelease.read(installation.home());
        release.requireThatItRuns();
        CacheFolder.copy(before, cache);
        CacheFolder.copy(STATE, COPY);
        int port = freePort();
        Map<String, String> properties = FrameworkProperties.of(installation.home(), settings, release, false);
        properties.put("org.osgi.framework.storage", cache.toString());
        properties.put("fil.socket.trial", Integer.toString(port));
        // a system property, which can be changed when the state is final, counts where no framework property is
        properties.remove("fil.state.dir");
        System.setProperty("fil.state.dir", COPY.toAbsolutePath().toString());
        RunningFramework framework = RunningFramework.start(properties, context -> {}, installation);
        boolean saysWhetherReady =
                Stream.of(framework.context().getBundles()).anyMatch(it -> "fil.monitor".equals(it.getSymbolicName()));
        PageProbe probe = new PageProbe("127.0.0.1", port, settings.text(Setting.HTTP_PAGE));
        int said = new PageProbe(settings).status();
        awaitHealth(() -> probe.answers(said) && (!saysWhetherReady || probe.isWell("/ready")));
        warmUp(probe);
        return framework;
    }

    private static void warmUp(PageProbe probe) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WARM_MS);
        for (int i = 0; i < WARM_TIMES && System.nanoTime() < deadline; i++) {
            probe.answers();
        }
        System.gc(); // what the start has left: no client waits for it now
    }

    /** The page says what it says in the process that leaves, and the new one is ready. */
    private static void awaitHealth(BooleanSupplier healthy) throws Refusal {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEALTHY_MS);
        while (!healthy.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new Refusal(
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

    private void cut(BundleContext context) throws Refusal, IOException {
        Processors.giveWayNoMore();
        tell(context, Names.SOCKET_ENTER);
        int code = new ControlClient(installation.socket()).run("call", List.of("socket:leave", HAVE_STATE.get(0)));
        if (code != ExitCode.DONE.number()) {
            throw new Refusal(ExitCode.FAILED, "the old process did not leave (code " + code + ") and serves on.");
        }
        Processors.takeAll();
        System.setProperty("fil.state.dir", STATE.toAbsolutePath().toString());
        restart(context, HAVE_STATE);
        tell(context, Names.SOCKET_SETTLE);
    }

    /** What fil.socket, which knows the launcher by these names only, does at this point of a handover. */
    private static void tell(BundleContext context, String name) throws Refusal {
        try {
            List<ServiceReference<Runnable>> all =
                    List.copyOf(context.getServiceReferences(Runnable.class, Names.filter(name)));
            if (all.isEmpty()) {
                throw new Refusal(ExitCode.FAILED, "fil.socket does not run in the new process.");
            }
            all.forEach(it -> context.getService(it).run());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left to do does not matter to clients any more. */
    private void settle(BundleContext context, Path before) throws Refusal, IOException {
        try {
            leaving.onExit().get(LEAVES_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            leaving.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileChannel.open(installation.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .lock();
        installation.started();
        installation.answers(new PageProbe(settings).url());
        restart(context, List.of("fil.control"));
        CacheFolder.delete(before);
        CacheFolder.delete(COPY);
    }

    private static void restart(BundleContext context, List<String> names) throws Refusal {
        for (Bundle bundle : context.getBundles()) {
            if (names.contains(bundle.getSymbolicName())) {
                try {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                    bundle.start(Bundle.START_TRANSIENT);
                } catch (BundleException e) {
                    throw new Refusal(
                            ExitCode.FAILED,
                            "the bundle " + bundle.getSymbolicName() + " does not start again: " + e.getMessage());
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
