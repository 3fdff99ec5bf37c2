package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.settings.SettingsException;
import fil.signals.ClientBudget;
import fil.signals.DaemonThread;
import fil.signals.SystemName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code run}: checks everything that can be checked before the framework starts, then runs it until it ends. */
final class FrameworkRun {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private final InstallationFolders installation;

    FrameworkRun(InstallationFolders installation) {
        this.installation = installation;
    }

    /** @return the exit code, once fil has been stopped */
    int run() throws StartRefused, IOException {
        MemoryWatch.start();
        // Jetty goes through all of them, which takes Java a while
        DaemonThread.of("fil locales", Locale::getAvailableLocales).start();
        installation.prepareLock();
        Optional<Keeper> keeper = Keeper.parent();
        if (keeper.isPresent() && isBeside(keeper.get())) {
            return new Takeover(installation, settings(), keeper.get()).run();
        }
        // what the keeper starts in the place of one that died may meet another that has not ended yet
        if (!installation.own(keeper.isPresent() ? PATIENCE : Duration.ZERO)) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    SystemName.VALUE + " runs from this folder already; " + SystemName.PROGRAM
                            + " status says how it is.");
        }
        installation.prepare();
        return runAlone(keeper);
    }

    /** Starts nothing: says whether a Java of this size has room for what the settings ask for, if these can be read. */
    int room() throws StartRefused {
        try {
            requireRoom(Settings.read(installation.settings(), System.getenv()));
        } catch (SettingsException toldByTheCheckOfTheSettings) {
            return ExitCode.DONE.number();
        }
        return ExitCode.DONE.number();
    }

    /** Whether the keeper wants this process to take over from another. */
    private static boolean isBeside(Keeper keeper) throws StartRefused {
        try {
            String word = keeper.next();
            if (word.equals(Keeper.DEAD)) {
                throw new StartRefused(ExitCode.FAILED, "bin/keeper has died; start " + SystemName.VALUE + " again.");
            }
            return word.startsWith("beside");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int runAlone(Optional<Keeper> keeper) throws StartRefused, IOException {
        Settings settings = settings();
        PageProbe probe = new PageProbe(settings);
        if (!socketIsInherited()) {
            probe.requireFreePort();
        }
        PermanentRelease release = PermanentRelease.read(installation.home());
        installation.started();
        if (mode().equals("start")) {
            LoggedOutput.begin();
        }
        if (release.isFirstStart()) {
            // one that was cut short has left bundles that are not whole, of which the framework complains
            CacheFolder.delete(CacheFolder.current());
        }
        if (!TakeoverStates.recorded("state").equals(Optional.of("entered"))) {
            // the one that leaves still loads classes from its own
            CacheFolder.forgetOther();
        }
        SameJars same = new SameJars();
        RunningFramework framework = RunningFramework.start(
                FrameworkProperties.of(installation.home(), settings, release),
                new CacheRepair(release.store(), release.release(), same, false),
                (context, repaired) -> release.fill(context, repaired, same),
                installation);
        framework.announce(probe, release.release().name(), hints(settings, probe));
        if (keeper.isPresent()) {
            keeper.get().tell("serves " + probe.url());
            Duration leave = Duration.ofMillis(settings.number(Setting.HTTP_LEAVE));
            return new Serving(installation, framework, keeper.get(), leave, Optional.empty()).run();
        }
        framework.waitForEnd();
        return ExitCode.DONE.number();
    }

    /** What somebody who has it before him wants to know first; in the background, bin/fil says it. */
    private static List<String> hints(Settings settings, PageProbe probe) {
        if (!mode().equals("foreground")) {
            return List.of();
        }
        int own = settings.number(Setting.MONITOR_PORT);
        String page = own == 0 ? probe.url("/fil/") : "http://127.0.0.1:" + own + "/fil/";
        return List.of(
                settings.text(Setting.MONITOR).equals("on")
                        ? "the operator's page is " + page
                        : "the operator's page is off (monitor in " + SystemName.SETTINGS + ")",
                "Ctrl-C stops it, and so does " + SystemName.PROGRAM + " stop in "
                        + Path.of("").toAbsolutePath());
    }

    /** @return whether bin/keeper or systemd gave us the listening socket as the standard input */
    static boolean socketIsInherited() {
        return List.of("stdin", "keeper").contains(String.valueOf(System.getenv(SystemName.variable("SOCKET"))));
    }

    /** How bin/fil started this: console, foreground or start. */
    private static String mode() {
        return System.getProperty("fil.mode", "");
    }

    private Settings settings() throws StartRefused, IOException {
        try {
            Settings settings = Settings.read(installation.settings(), System.getenv());
            requireRoom(settings);
            // where it is to listen was settled by whoever has given it the socket
            settings.requireUsable(
                    socketIsInherited()
                            ? EnumSet.complementOf(EnumSet.of(Setting.HTTP_HOST))
                            : EnumSet.allOf(Setting.class));
            return listening(settings);
        } catch (SettingsException e) {
            throw new StartRefused(ExitCode.BAD_SETTINGS, e.getMessage());
        }
    }

    /** A process that takes over, or comes in the place of one that died, has the socket of the first, wherever the settings have it now. */
    private static Settings listening(Settings settings) throws IOException {
        if (socketIsInherited()
                && System.inheritedChannel() instanceof ServerSocketChannel socket
                && socket.getLocalAddress() instanceof InetSocketAddress address) {
            Settings given = settings.listeningAt(address);
            if (given.number(Setting.HTTP_PORT) != settings.number(Setting.HTTP_PORT)
                    || !given.text(Setting.HTTP_HOST).equals(settings.text(Setting.HTTP_HOST))) {
                System.err.println(
                        SystemName.VALUE + ": it listens where its socket was given it, on port " + address.getPort()
                                + " of " + address.getAddress().getHostAddress() + "; http.host="
                                + settings.text(Setting.HTTP_HOST)
                                + " and http.port=" + settings.text(Setting.HTTP_PORT)
                                + " hold from the next " + SystemName.PROGRAM + " restart on.");
            }
            return given;
        }
        return settings;
    }

    /** What clients may cost together must fit into the heap. Of what nobody has chosen there are as many as fit. */
    private static void requireRoom(Settings settings) throws StartRefused {
        int wanted = settings.number(Setting.HTTP_CONNECTIONS);
        ClientBudget budget = ClientBudget.ofThisProcess();
        if (settings.isChosen(Setting.HTTP_CONNECTIONS) && wanted > budget.connections()) {
            String less = budget.isBoundByBuffers()
                    ? "-XX:MaxDirectMemorySize of " + (budget.buffers() >> 20) + " MB"
                    : "a heap of " + (budget.heap() >> 20) + " MB";
            String more = budget.isBoundByBuffers()
                    ? "make that larger or leave it out."
                    : "give Java more memory, " + SystemName.variable("JAVA_OPTS") + "=-Xmx"
                            + ClientBudget.heapFor(wanted) + "m.";
            throw new StartRefused(
                    ExitCode.BAD_SETTINGS,
                    "http.connections is " + wanted + ", but " + less + " has room for " + budget.connections()
                            + " connections: set it to no more than that, or " + more);
        }
    }
}
