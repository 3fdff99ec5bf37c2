package fil.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A load in a JVM of its own, so that it doesn't share heap, pauses and compiler with what it loads or measures. Used like
 * {@link Load}; killed if it is closed before it was stopped.
 */
public final class LoadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;

    private LoadProcess(Process process) {
        this.process = process;
        this.in = process.inputReader();
        this.out = process.outputWriter();
    }

    public static LoadProcess start(LoadPlan plan) {
        return start(plan, List.of());
    }

    /** As {@link #start(Plan)}, after the same load on another server for a few seconds: then the client is warm, the server is not. */
    public static LoadProcess startWarm(LoadPlan plan, URI elsewhere) {
        return start(plan, List.of("--warm-up", elsewhere.toString()));
    }

    private static LoadProcess start(LoadPlan plan, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms128m",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(LoadOptions.write(plan));
        command.addAll(more);
        try {
            LoadProcess load = new LoadProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            load.expect(Main.STARTED);
            return load;
        } catch (IOException e) {
            throw new UncheckedIOException("the load could not be started", e);
        }
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** As {@link Load#changing}; returns when the load knows it. */
    public void changing(String release) {
        say("changing " + release);
        lines();
    }

    /** As {@link Load#lap}. */
    public Report lap() {
        say("lap");
        return ReportLines.read(lines());
    }

    /** As {@link Load#stop}. */
    public Report stop() {
        say("stop");
        Report report = ReportLines.read(lines());
        close();
        return report;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void say(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the load has ended by itself", e);
        }
    }

    private List<String> lines() {
        try {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); !ReportLines.END.equals(line); line = in.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("the load has ended by itself; its last words: " + lines);
                }
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("the load cannot be heard any more", e);
        }
    }

    private void expect(String word) throws IOException {
        String line = in.readLine();
        if (!word.equals(line)) {
            close();
            throw new IllegalStateException("the load did not start: " + line);
        }
    }

    private static String classPath() {
        return Stream.of(Main.class, Histogram.class)
                .map(LoadProcess::origin)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file holds " + type, e);
        }
    }
}
