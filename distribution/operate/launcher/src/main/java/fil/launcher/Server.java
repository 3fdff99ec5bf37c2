package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.settings.SettingsException;
import fil.signals.ClientBudget;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** {@code run}: checks everything that can be checked before the framework starts, then runs it until it ends. */
final class Server {
    private final Installation installation;

    Server(Installation installation) {
        this.installation = installation;
    }

    /** @return the exit code, once fil has been stopped */
    int run() throws Refusal, IOException {
        MemoryWatch.start();
        installation.prepareLock();
        Optional<ProcessHandle> leaving = Takeover.leaving();
        if (leaving.isPresent()) {
            return new Takeover(installation, settings(), leaving.get()).run();
        }
        try (FileChannel channel =
                        FileChannel.open(installation.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new Refusal(ExitCode.FAILED, "fil runs from this folder already; bin/fil status says how it is.");
            }
            installation.prepare();
            return runAlone();
        }
    }

    private int runAlone() throws Refusal, IOException {
        Settings settings = settings();
        PageProbe probe = new PageProbe(settings);
        if (!Takeover.socketIsInherited()) {
            probe.requireFreePort();
        }
        PermanentRelease release = PermanentRelease.read(installation.home());
        installation.started();
        if (mode().equals("start")) {
            LoggedOutput.begin();
        }
        boolean shell = mode().equals("console");
        if (release.isFirstStart()) {
            // one that was cut short has left bundles that are not whole, of which the framework complains
            CacheFolder.delete(CacheFolder.current());
        }
        RunningFramework framework = RunningFramework.start(
                FrameworkProperties.of(installation.home(), settings, release, shell), release::fill, installation);
        framework.announce(probe, release.release().name(), shell, hints(settings, probe));
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
                        : "the operator's page is off (monitor in conf/fil.properties)",
                "Ctrl-C stops it, and so does bin/fil stop in " + Path.of("").toAbsolutePath());
    }

    /** How bin/fil started this: console, foreground or start. */
    private static String mode() {
        return System.getProperty("fil.mode", "");
    }

    private Settings settings() throws Refusal {
        try {
            Settings settings = Settings.read(installation.settings(), System.getenv());
            requireRoom(settings);
            return settings;
        } catch (SettingsException e) {
            throw new Refusal(ExitCode.BAD_SETTINGS, e.getMessage());
        }
    }

    /** What clients may cost together must fit into the heap. Of what nobody has chosen there are as many as fit. */
    private static void requireRoom(Settings settings) throws Refusal {
        int wanted = settings.number(Setting.HTTP_CONNECTIONS);
        ClientBudget budget = ClientBudget.ofThisProcess();
        if (settings.isChosen(Setting.HTTP_CONNECTIONS) && wanted > budget.connections()) {
            throw new Refusal(
                    ExitCode.BAD_SETTINGS,
                    "http.connections is " + wanted + ", but a heap of " + (budget.heap() >> 20) + " MB has room for "
                            + budget.connections()
                            + " connections: set it to no more than that, or give Java more memory, FIL_JAVA_OPTS=-Xmx"
                            + ClientBudget.heapFor(wanted) + "m.");
        }
    }
}
