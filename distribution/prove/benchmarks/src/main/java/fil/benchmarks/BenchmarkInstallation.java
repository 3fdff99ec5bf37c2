package fil.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An unpacked fil-1986.a in a temporary folder, driven with bin/fil as an operator does. Stopped and removed when closed. */
final class BenchmarkInstallation implements RunningServer {
    private static final int CLASS_DATA_SECONDS = 180;
    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private double startedIn = Double.NaN;
    private final Thread ifInterrupted = new Thread(this::leaveNothing, "leave-nothing");

    private BenchmarkInstallation(Path home, int port, Map<String, String> environment) {
        this.home = home;
        this.port = port;
        this.environment = environment;
    }

    /** Not started yet. */
    static BenchmarkInstallation unpack(BenchmarkSettings settings, Path java)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("fil-benchmark");
        int port = Commands.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME", java.toString(), "FIL_HTTP_PORT", String.valueOf(port), "FIL_HTTP_HOST", "127.0.0.1"));
        Commands.run(
                environment, List.of("tar", "-xzf", settings.archive("1986.a").toString(), "-C", home.toString()));
        BenchmarkInstallation fil = new BenchmarkInstallation(home, port, environment);
        Runtime.getRuntime().addShutdownHook(fil.ifInterrupted);
        return fil;
    }

    /** Adds settings to conf/fil.properties, as an operator would. */
    BenchmarkInstallation with(Map<String, String> properties) throws IOException {
        Path conf = home.resolve("conf/fil.properties");
        List<String> lines = new ArrayList<>(Files.readAllLines(settings()));
        properties.forEach((name, value) -> lines.add(name + "=" + value));
        Files.write(conf, lines);
        return this;
    }

    /** The operator's, or before the first start the standard ones. */
    private Path settings() {
        Path own = home.resolve("conf/fil.properties");
        return Files.exists(own) ? own : home.resolve("conf/default/fil.properties");
    }

    BenchmarkInstallation with(Threads threads) throws IOException {
        environment.put("FIL_JAVA_OPTS", String.join(" ", threads.javaOptions()));
        return with(threads.settings());
    }

    /** The thread mode this installation is set to. */
    Threads threads() throws IOException {
        Properties conf = new Properties();
        try (InputStream in = Files.newInputStream(settings())) {
            conf.load(in);
        }
        return Threads.of(conf, Jdk.feature(Path.of(environment.get("JAVA_HOME"))));
    }

    /**
     * In the foreground: in a session of its own, as after {@code bin/fil start}, Linux would give it another share of the processors
     * than what it is compared with.
     */
    BenchmarkInstallation start() throws IOException {
        begin("foreground");
        startedIn = Web.awaitAnswer(base());
        return this;
    }

    /** As an operator does; only then a parent holds the socket, which a hand-over to a new process needs. */
    BenchmarkInstallation startDetached() throws IOException, InterruptedException {
        fil("start");
        return this;
    }

    String fil(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/fil").toString()));
        command.addAll(List.of(words));
        return Commands.run(environment, command);
    }

    /** Starts bin/fil and does not wait for it. */
    Process begin(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/fil").toString()));
        command.addAll(List.of(words));
        return Commands.builder(environment, command).start();
    }

    Shell shell() {
        return new Shell(home.resolve("run/control.sock"));
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its folder. */
    Path home() {
        return home;
    }

    /** Where the release handler notes what it did. */
    Path history() {
        return home.resolve("releases/history");
    }

    /** A jar of the bundle repository. */
    Path repository(String name) {
        return home.resolve("repository").resolve(name);
    }

    /** The jar in bundle/ whose name begins so. */
    Path bundle(String begin) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("bundle"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(begin))
                    .findFirst()
                    .orElseThrow(() -> new IOException("bundle/ has no " + begin + "*.jar"));
        }
    }

    @Override
    public double startedIn() {
        return startedIn;
    }

    /** Waits until Java has noted what it loaded, so that later starts are quicker; that begins half a minute after the start. */
    BenchmarkInstallation withClassData() throws IOException, InterruptedException {
        Path key = home.resolve("class-data/fil.key");
        for (int i = 0; i < CLASS_DATA_SECONDS; i++) {
            if (Files.exists(key)) {
                return this;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException("there is no " + key + " after " + CLASS_DATA_SECONDS + " s");
    }

    @Override
    public ServerProcess process() throws IOException, InterruptedException {
        return new ServerProcess(Long.parseLong(fil("pid").strip()));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ifInterrupted);
        leaveNothing();
    }

    private void leaveNothing() {
        try {
            fil("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("fil in " + home + " cannot be stopped", e);
        } finally {
            remove();
        }
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(BenchmarkInstallation::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be removed", e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be removed", e);
        }
    }
}
