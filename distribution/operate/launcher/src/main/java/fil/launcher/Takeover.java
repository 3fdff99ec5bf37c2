package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.Reason;
import fil.signals.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The walk of {@code bin/fil restart --handover}, as the new process goes it. The states are those of bin/takeover.txt; bin/keeper,
 * the parent of both processes, owns them, and writes each down before anybody acts on it. {@link Serving} is the other side.
 * <pre>
 * state     keeper                      new process (this class)              old process (Serving)
 *           asks the old one                                                  claims: nobody else changes anything
 * prepared  starts the new one          copy, start, healthy, warm: "ready"   serves
 *                                       bundles that wrote meanwhile: again
 *           asks the old one                                                  "agrees": may not refuse any more
 * agreed    tells the new one           compare with what was copied: "enter" serves
 * entered   decides, in one write; there is no way back
 *           tells the old one to leave                                        accepts no more: "closed"; lets go of state and lock
 *           tells the new one to open   let clients in; wait for the lock;
 *                                       take the state up, and show it        answers what is under way, and ends
 * left      sees the old one end        become the process of this folder
 *
 * returned  whatever fails before "entered", or dies: the new one is ended, the old one serves on
 * </pre>
 */
final class Takeover {
    /** How often data are copied again that a bundle writes meanwhile. */
    private static final int COPIES = 3;

    /** The keeper ends the other one much sooner if it hangs. */
    private static final Duration OTHER_LEAVES = Duration.ofHours(2);

    /** How long a change that is soon over is waited for. */
    private static final Duration OTHERS_WORK = Duration.ofSeconds(10);

    private static final Path STATE = Path.of("state");
    private static final Path STATE_COPY = Path.of("run", "state");

    private final InstallationFolders installation;
    private final Settings settings;
    private final Keeper keeper;
    private Optional<ChangeClaim> claim = Optional.empty();

    Takeover(InstallationFolders installation, Settings settings, Keeper keeper) {
        this.installation = installation;
        this.settings = settings;
        this.keeper = keeper;
    }

    int run() throws StartRefused, IOException {
        Path cache = CacheFolder.other();
        try {
            CopiedFiles copied = new CopiedFiles(CacheFolder.current(), cache);
            RunningFramework framework = prepare(cache, copied);
            agree(copied, framework);
            enter(copied, framework);
            Duration leave = Duration.ofMillis(settings.number(Setting.HTTP_LEAVE));
            return new Serving(installation, framework, keeper, leave, claim).run();
        } catch (StartRefused | IOException | RuntimeException e) {
            keeper.tell("fails " + (e instanceof StartRefused ? e.getMessage() : "the new process failed: " + why(e)));
            throw e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String why(Exception failure) {
        Throwable inner = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return inner instanceof IOException ofFile
                ? Reason.told(ofFile, installation.home()) + "."
                : failure.toString();
    }

    private RunningFramework prepare(Path cache, CopiedFiles copied) throws StartRefused, IOException {
        PermanentRelease release = PermanentRelease.read(installation.home());
        release.requireThatItRuns();
        CacheFolder.copy(CacheFolder.current(), cache);
        CacheFolder.copy(STATE, STATE_COPY);
        int port = freePort();
        Map<String, String> properties = FrameworkProperties.of(installation.home(), settings, release);
        properties.put("org.osgi.framework.storage", cache.toString());
        properties.put("fil.socket.trial", Integer.toString(port));
        // a system property, which can be changed when the state is final, counts where no framework property is
        properties.remove("fil.state.dir");
        System.setProperty("fil.state.dir", STATE_COPY.toAbsolutePath().toString());
        SameJars same = new SameJars();
        RunningFramework framework = RunningFramework.start(
                properties,
                new CacheRepair(release.store(), release.release(), same, true),
                (context, repaired) -> {
                    claim(context);
                    release.fill(context, repaired, same);
                },
                installation);
        SuccessorTrial trial = new SuccessorTrial(framework.context(), port, settings);
        trial.pass();
        trial.warmUp();
        follow(copied, framework, trial);
        return framework;
    }

    /** A bundle that has written into its data meanwhile begins again on a new copy: most write now and then. */
    private static void follow(CopiedFiles copied, RunningFramework framework, SuccessorTrial trial)
            throws StartRefused, IOException {
        for (int times = 0; times < COPIES; times++) {
            Set<Long> written = copied.written();
            written.removeIf(id -> Optional.ofNullable(framework.context().getBundle(id))
                    .filter(Role.EXCLUSIVE::isOf)
                    .isPresent());
            if (written.isEmpty()) {
                return;
            }
            framework.restart(
                    bundle -> written.contains(bundle.getBundleId()), bundle -> copied.copyData(bundle.getBundleId()));
            trial.pass();
        }
    }

    /** Nothing is changed in here before the other one has left. */
    private void claim(BundleContext context) throws StartRefused {
        try {
            claim = Optional.of(claimed(context));
        } catch (ChangeRefused e) {
            throw new StartRefused(ExitCode.FAILED, e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks the one authority over changes, in either process: nobody else changes anything until this ends. */
    static ChangeClaim claimed(BundleContext context) throws ChangeRefused, InterruptedException {
        ChangeClaim.Purpose purpose =
                new ChangeClaim.Purpose("the takeover by a new process", System.getProperty("user.name"), false);
        return ChangeClaim.claim(context, purpose, OTHERS_WORK, holder -> {});
    }

    /** Returns once the other one may not refuse any more, and nothing stands against it here. */
    private void agree(CopiedFiles copied, RunningFramework framework)
            throws StartRefused, IOException, InterruptedException {
        keeper.tell("ready");
        if (keeper.await("agreed").equals(Keeper.DEAD)) {
            throw new StartRefused(ExitCode.FAILED, "bin/keeper has died; the old process serves on.");
        }
        BundleContext context = framework.context();
        copied.requireUnchanged(
                id -> Optional.ofNullable(context.getBundle(id))
                        .filter(Role.EXCLUSIVE::isOf)
                        .isPresent(),
                id -> Optional.ofNullable(context.getBundle(id))
                        .map(Bundle::getSymbolicName)
                        .orElse("" + id));
    }

    private void enter(CopiedFiles copied, RunningFramework framework)
            throws StartRefused, IOException, InterruptedException {
        SocketSide socket = new SocketSide(framework.context());
        keeper.tell("enter");
        boolean orphan = keeper.await("open").equals(Keeper.DEAD);
        if (orphan && !TakeoverStates.read().isDecided()) {
            throw new StartRefused(
                    ExitCode.FAILED, "bin/keeper has died before it decided; the old process serves on.");
        }
        // who started this hears that it is done a moment before the old process is forgotten, and may ask for the next
        // change
        claim.ifPresent(ChangeClaim::endsSoon);
        if (orphan) {
            own(); // nobody says any more when the old one has closed: it lets go of the lock after that
            socket.tell("enter");
        } else {
            socket.tell("enter");
            own();
        }
        System.setProperty("fil.state.dir", STATE.toAbsolutePath().toString());
        // what the old one has stopped by now writes no more
        framework.restart(Role.EXCLUSIVE::isOf, bundle -> copied.copyData(bundle.getBundleId()));
        socket.tell("settle");
        installation.started();
        String url = new PageProbe(settings).url();
        installation.answers(url);
        ClassData.serves();
        keeper.tell("serves " + url);
    }

    private void own() throws StartRefused, IOException {
        if (!installation.own(OTHER_LEAVES)) {
            throw new StartRefused(ExitCode.TOO_LATE, "the old process does not let go of the state.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
