package fil.launcher;

import fil.release.trust.SigningTool;
import fil.signals.Reason;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The entry of bin/launcher.jar: picks the verb, turns what went wrong into a sentence and an exit code. */
public final class Main {
    private Main() {}

    /** @param arguments a verb and its arguments; bin/fil is the one who types them */
    public static void main(String[] arguments) {
        Runtime.getRuntime().exit(code(Arrays.asList(arguments)));
    }

    private static int code(List<String> arguments) {
        InstallationFolders installation = new InstallationFolders();
        try {
            return run(installation, arguments);
        } catch (StartRefused e) {
            System.err.println(e.getMessage());
            if (arguments.contains("run")) {
                installation.failed(e.getMessage());
                ClassData.isGood();
            }
            return e.code().number();
        } catch (IOException e) {
            System.err.println(SystemName.VALUE + ": " + Reason.told(e, installation.home()) + ".");
            return ExitCode.FAILED.number();
        }
    }

    private static int run(InstallationFolders installation, List<String> arguments) throws StartRefused, IOException {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (verb) {
            case "run" -> new FrameworkRun(installation).run();
            case "room" -> new FrameworkRun(installation).room();
            case "classes" ->
                new ClassLoading(PermanentRelease.read(installation.home()))
                        .run(Path.of(rest.get(0)), ClassData.CLASSES);
            case "config" -> new OfflineConfig(installation).run(rest);
            case "versions", "history", "permanent", "downgrade", "remove" ->
                new OfflineReleases(installation).run(verb, rest);
            case "verify" -> new VerifyVerb(installation).run(rest);
            case "pack" -> new PackVerb(installation).run(rest);
            case "plan" -> new OfflinePlanVerb(installation).run(rest);
            case "check" -> new OfflineCheckVerb(installation).run(rest);
            case "ping", "eval", "call", "attach" -> new ControlClient(installation.socket()).run(verb, rest);
            case "keygen", "sign", "repository" -> new SigningTool(System.out, System.err).run(arguments);
            default ->
                throw new StartRefused(
                        ExitCode.USAGE, "There is no verb '" + verb + "'; " + SystemName.PROGRAM + " help lists them.");
        };
    }
}
