package fil.launcher;

import fil.signals.DaemonThread;
import fil.signals.SystemName;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The class data archive in {@code class-data/}, by which a later start need not parse and verify its classes. {@code bin/fil}
 * decides whether Java uses one; if not, this process has one recorded by another once it serves.
 */
final class ClassData {
    static final Path FOLDER = Path.of("class-data");
    /** A start that finds it does without the class data: with it Java has crashed. */
    private static final Path TRIED = FOLDER.resolve("tried");
    /** The classes that this process loads, written by Java. */
    static final Path CLASSES = FOLDER.resolve("classes");

    private static final Path RECORDED = FOLDER.resolve("fil.jsa");

    /** Until the first clients are served by compiled code. */
    private static final long AFTER_MS = 30_000;

    private static final long MOST_S = 300;
    private static final Logger LOG = Logger.getLogger("fil.launcher");

    private ClassData() {}

    /** Java has not crashed: this process serves, or ends in order. */
    static void isGood() {
        TRIED.toFile().delete();
    }

    /** This process serves. */
    static void serves() {
        isGood();
        Optional.ofNullable(System.getProperty("fil.class.data"))
                .ifPresent(key ->
                        DaemonThread.of("fil class data", () -> record(key)).start());
    }

    private static void record(String key) {
        try {
            TimeUnit.MILLISECONDS.sleep(Long.getLong("fil.class.data.after", AFTER_MS));
            Process recorder = new ProcessBuilder(SystemName.PROGRAM, "_record", key)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Redirect.appendTo(Path.of("log", "console.log").toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(recorder), "fil class data end"));
            boolean ended = recorder.waitFor(MOST_S, TimeUnit.SECONDS);
            end(recorder);
            tell(ended ? recorder.exitValue() : ExitCode.TOO_LATE.number());
        } catch (IOException e) {
            LOG.logp(Level.INFO, LOG.getName(), null, "class data cannot be recorded: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(int code) throws IOException {
        String text;
        if (code == ExitCode.DONE.number() && Files.exists(RECORDED)) {
            text = "class data for the next starts is recorded in " + FOLDER + "/, " + (Files.size(RECORDED) >> 20)
                    + " MB; class.data=off in " + SystemName.SETTINGS + " does without it";
        } else if (code == ExitCode.NOT_RUNNING.number()) {
            text =
                    "no class data is recorded of this process, as another release or another Java is to be started next;"
                            + " that start has its own recorded";
        } else {
            text = "no class data could be recorded with this Java and these options; starts do without it";
        }
        LOG.logp(Level.INFO, LOG.getName(), null, text);
    }

    private static void end(Process recorder) {
        recorder.descendants().forEach(ProcessHandle::destroyForcibly);
        recorder.destroyForcibly();
    }
}
