package fil.launcher;

import fil.release.Problem;
import fil.release.ReleaseStore;
import fil.release.check.BundleFiles;
import fil.settings.Setting;
import fil.settings.Settings;
import fil.settings.SettingsException;
import fil.settings.SettingsFile;
import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code config} without a system that is asked: shows and writes the settings, and checks all that a start needs. */
final class OfflineConfig {
    private final InstallationFolders installation;

    OfflineConfig(InstallationFolders installation) {
        this.installation = installation;
    }

    /** @return the exit code */
    int run(List<String> arguments) throws StartRefused, IOException {
        if (arguments.equals(List.of("--check"))) {
            check();
        } else if (arguments.isEmpty()) {
            Settings settings = settings();
            for (Setting setting : Setting.values()) {
                System.out.printf("%-20s %-12s %s%n", setting.key(), settings.text(setting), settings.origin(setting));
            }
        } else if (arguments.size() == 1) {
            System.out.println(settings().text(known(arguments.get(0))));
        } else {
            write(known(arguments.get(0)), arguments.get(1));
        }
        return ExitCode.DONE.number();
    }

    private void write(Setting setting, String value) throws StartRefused, IOException {
        Optional<String> refusal = Settings.refusal(setting, value, others());
        if (refusal.isPresent()) {
            throw new StartRefused(ExitCode.FAILED, refusal.get());
        }
        new SettingsFile(installation.settings()).write(setting, value);
        System.out.println(setting.key() + " is " + value + " from the next start"
                + (System.getenv(setting.variable()) == null
                        ? "."
                        : ", but the variable " + setting.variable() + " goes before the file."));
    }

    /** None is known where one of them is wrong: that may be the one that is to be put right. */
    private Function<Setting, String> others() {
        try {
            return settings()::text;
        } catch (StartRefused wrong) {
            return setting -> null;
        }
    }

    /** What a start would refuse; the port of the process that runs is its own. */
    private void check() throws StartRefused, IOException {
        Settings settings = settings();
        try {
            settings.requireUsable(EnumSet.allOf(Setting.class));
        } catch (SettingsException e) {
            throw new StartRefused(ExitCode.BAD_SETTINGS, e.getMessage());
        }
        PermanentRelease release = PermanentRelease.read(installation.home());
        List<Problem> problems = new BundleFiles(new ReleaseStore(installation.home())).problems(release.release());
        if (!problems.isEmpty()) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    release.release().name() + " cannot be started: "
                            + problems.stream().map(Problem::sentence).collect(Collectors.joining("; "))
                            + ". To start another release: " + SystemName.PROGRAM + " permanent RELEASE ("
                            + SystemName.PROGRAM + " versions lists them).");
        }
        if (!isHeld(settings.number(Setting.HTTP_PORT))) {
            new PageProbe(settings).requireFreePort();
        }
        System.out.println("The settings are in order, and release "
                + release.release().name() + " is whole. Nothing else is known that would keep it from starting.");
    }

    /** Whether the process that runs has this port; while it starts or ends it does not say which it has. */
    private static boolean isHeld(int port) throws IOException {
        Path url = Path.of("run", "url");
        return Files.exists(url)
                ? URI.create(SmallFile.text(url, SmallFile.USUAL).trim()).getPort() == port
                : Files.exists(Path.of("run", "fil.pid")) || Files.exists(Path.of("run", "keeper"));
    }

    private Settings settings() throws StartRefused {
        try {
            return Settings.read(installation.settings(), System.getenv());
        } catch (SettingsException e) {
            throw new StartRefused(ExitCode.BAD_SETTINGS, e.getMessage());
        }
    }

    private static Setting known(String key) throws StartRefused {
        return Setting.of(key)
                .orElseThrow(() -> new StartRefused(
                        ExitCode.FAILED,
                        "There is no setting '" + key + "'; the settings are: " + Setting.names() + "."));
    }
}
