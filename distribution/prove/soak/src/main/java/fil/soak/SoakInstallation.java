package fil.soak;

import fil.faults.FaultOrders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The unpacked archive in a folder of its own, driven by bin/fil as an operator does. */
final class SoakInstallation implements AutoCloseable {
    static final Duration CYCLE = Duration.ofSeconds(2);
    private static final long LONGEST_SECONDS = 180;
    private static final int LINES = 80;

    private final Path own;
    private final int port;
    private final FaultOrders faults = FaultOrders.none();

    private SoakInstallation(Path own, int port) {
        this.own = own;
        this.port = port;
    }

    static SoakInstallation unpack(Path archive) throws IOException {
        Path own = Files.createTempDirectory("fil-soak");
        // another user of the machine shall get as far as the control socket
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        SoakInstallation site = new SoakInstallation(own, freePort());
        Files.createDirectory(site.home());
        Files.createFile(site.output());
        site.run(List.of("tar", "-xzf", archive.toString(), "-C", site.home().toString()))
                .with(0);
        return site;
    }

    Path own() {
        return own;
    }

    Path home() {
        return own.resolve("fil");
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Ended fil(String... words) throws IOException {
        return run(command(words));
    }

    /** Starts bin/fil and does not wait for it. */
    Process begin(String... words) throws IOException {
        return builder(command(words))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    ProcessHandle process() throws IOException {
        return ProcessHandle.of(Long.parseLong(fil("pid").with(0).output().strip()))
                .orElseThrow(() -> new Broken("the process that bin/fil pid names is not there"));
    }

    /** What goes wrong in the changes from now on. */
    FaultOrders faults() {
        return faults;
    }

    Ended run(List<String> command) throws IOException {
        Path output = Files.createTempFile(own, "output", ".txt");
        try {
            Process process = builder(command).redirectOutput(output.toFile()).start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Broken(String.join(" ", command) + " hangs:\n" + Files.readString(output));
            }
            return new Ended(String.join(" ", command), process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** What helps to find out why something broke: the history and the ends of the logs. */
    String traces() throws IOException {
        StringBuilder traces = new StringBuilder(fil("versions").toString()).append('\n');
        traces.append(fil("history")).append('\n');
        try (Stream<Path> logs = Files.list(home().resolve("log"))) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(log);
                traces.append("-- ").append(log).append('\n');
                lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                        .forEach(line -> traces.append(line).append('\n'));
            }
        }
        return traces.toString();
    }

    @Override
    public void close() throws IOException {
        fil("stop");
        faults.close();
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path output() {
        return own.resolve("output");
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(home().resolve("bin/fil").toString()));
        command.addAll(List.of(words));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FIL_"));
        builder.environment().put("FIL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("FIL_COLOUR_CYCLE", Long.toString(CYCLE.toMillis()));
        builder.environment().put("FIL_JAVA_OPTS", faults.javaOption());
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
