package fil.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An unpacked archive in a folder of its own, on a port of its own, driven by its bin/fil as an operator does. */
public final class Installation implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(150);

    /** The optimizing compiler and the collector beside it take nearly half of the processor time of a start, and hundreds are made. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final String name;
    private final Path own;
    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private final int port = Ports.free();
    private final Web web = new Web(port);
    private Optional<ProcessHandle> system = Optional.empty();

    private Installation(String name, Path own, Path home) {
        this.name = name;
        this.own = own;
        this.home = home;
        environment.put(variable("HTTP_PORT"), Integer.toString(port));
        // most are started once
        environment.put(variable("CLASS_DATA"), "off");
        javaOptions("");
    }

    private String variable(String rest) {
        return name.toUpperCase(Locale.ROOT) + "_" + rest;
    }

    /** An archive of a system of another name, unpacked into a new folder. */
    public static Installation ofSystem(String name, Path archive) {
        return emptyOf(name, name).unpack(archive);
    }

    /** A release unpacked into a new folder. */
    public static Installation of(String release) {
        return in("fil", release);
    }

    /** A release unpacked into a folder of this name. */
    public static Installation in(String name, String release) {
        return emptyIn(name).unpack(release);
    }

    /** An empty folder that a release can be unpacked into. */
    public static Installation empty() {
        return emptyIn("fil");
    }

    private static Installation emptyIn(String folder) {
        return emptyOf("fil", folder);
    }

    private static Installation emptyOf(String name, String folder) {
        Path own = Folders.fresh();
        try {
            return new Installation(name, own, Files.createDirectories(own.resolve(folder)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Installation unpack(String release) {
        return unpack(Archives.of(release));
    }

    private Installation unpack(Path archive) {
        run(home, List.of("tar", "-xzf", archive.toString())).ends(0);
        return this;
    }

    public Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Options of Java besides those of every test. */
    public Installation javaOptions(String options) {
        return with(variable("JAVA_OPTS"), QUICK_START + " " + options);
    }

    public Installation cycle(Duration cycle) {
        return with("FIL_COLOUR_CYCLE", Long.toString(cycle.toMillis()));
    }

    public Path home() {
        return home;
    }

    /** A folder beside the installation that goes with it. */
    public Path beside() {
        return own;
    }

    /** A shell script beside the installation. */
    public Path script(String name, String lines) throws IOException {
        Path script = own.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + lines + "\n");
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    public int port() {
        return port;
    }

    public Web web() {
        return web;
    }

    public Ran fil(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return run(own, command);
    }

    /** Runs a command in a folder with the environment of this installation and waits for its end. */
    public Ran run(Path folder, List<String> command) {
        try {
            Path output = Files.createTempFile(own, "output", ".txt");
            Process process = begin(folder, command, output);
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(new Ran(
                        String.join(" ", command) + " did not end in " + DEADLINE,
                        -1,
                        Files.readString(output),
                        log()));
            }
            return new Ran(String.join(" ", command), process.exitValue(), Files.readString(output), log());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted in " + command, interrupted);
        }
    }

    /** Starts a command without waiting; its output goes to a file. The caller ends it. */
    public Process begin(Path folder, List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(it -> it.startsWith("FIL_") || it.startsWith(variable("")));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Starts the system; when this returns it answers. */
    public Installation start() {
        Ran ran = fil("start").ends(0);
        system = Optional.of(pid());
        if (!web.answers()) {
            throw new AssertionError("'start' returned before the system answers: " + ran);
        }
        return this;
    }

    /** Ends the system and starts it again with the 'restart' verb. */
    public void restart() {
        fil("restart").ends(0);
        system = Optional.of(pid());
    }

    /** Hands the system over to a new process. */
    public void handOver() {
        fil("restart", "--handover").ends(0);
        system = Optional.of(pid());
    }

    /** The process that was started last. */
    public ProcessHandle process() {
        return system.orElseThrow();
    }

    /** The process of the running system, as 'pid' says it. */
    public ProcessHandle pid() {
        Ran ran = fil("pid").ends(0);
        return ProcessHandle.of(Long.parseLong(ran.output().strip()))
                .orElseThrow(() -> new AssertionError("No such process: " + ran));
    }

    /** Ends the running system as a power loss does, its keeper first, which would start it again, and waits until it is gone. */
    public void kill() {
        keeper().ifPresent(ProcessHandle::destroyForcibly);
        ProcessHandle process = system.filter(ProcessHandle::isAlive).orElseGet(this::pid);
        process.destroyForcibly();
        await("the end of process " + process.pid()).atMost(DEADLINE).until(() -> !process.isAlive());
    }

    /** The parent of the running process, if it has one. */
    private Optional<ProcessHandle> keeper() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(home.resolve("run/keeper")).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs a Gogo command in the system. */
    public Ran eval(String line) {
        return fil("eval", line);
    }

    /** The line of 'lb -s' for a bundle: id, state, level, version. */
    public Matcher bundle(String symbolicName) {
        Ran ran = eval("felix:lb -s").ends(0);
        Matcher line = Pattern.compile(
                        "(?m)^ *(\\d+)\\|(\\w+) *\\| *(\\d+)\\|" + Pattern.quote(symbolicName) + " \\((.*?)\\)")
                .matcher(ran.output());
        if (!line.find()) {
            throw new AssertionError("No bundle " + symbolicName + ": " + ran);
        }
        return line;
    }

    public String version(String symbolicName) {
        return bundle(symbolicName).group(4);
    }

    /** A plain update from the shell with the bundle of a release that is in the repository; must succeed. */
    public void update(String symbolicName, String release) {
        Path jar = home.resolve("repository").resolve(symbolicName.replace('.', '-') + "-" + release + ".jar");
        updateFrom(symbolicName, jar.toUri().toString()).ends(0);
    }

    /** The file of a bundle of the permanent release. */
    public Path jar(String symbolicName) {
        Matcher installed = bundle(symbolicName);
        String release = installed.group(4).replace("1986.0.0.", "1986.");
        return home.resolve("bundle").resolve(symbolicName.replace('.', '-') + "-" + release + ".jar");
    }

    /** What the bundle's component has kept on disk under this name. */
    public JsonNode state(String symbolicName, String name) {
        try {
            return new JsonMapper()
                    .readTree(Files.readString(
                            home.resolve("state").resolve(symbolicName).resolve(name + ".json")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the colour machine has kept on disk. */
    public JsonNode keptColour() {
        return state("fil.fsm", "colour").path("values");
    }

    /** What a verb says to scripts. */
    public JsonNode json(String verb, String... arguments) {
        List<String> words = new ArrayList<>(List.of(verb, "--json"));
        words.addAll(List.of(arguments));
        return new JsonMapper()
                .readTree(fil(words.toArray(String[]::new)).ends(0).output());
    }

    /** The steps of a change to that release, in words. */
    public List<String> steps(String release) {
        return json("plan", release)
                .path("steps")
                .valueStream()
                .map(step -> step.path("step").asString())
                .toList();
    }

    /** Waits until the colour that clients see is the one on disk. */
    public void keepsItsState(String when) {
        await("the state is kept " + when)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> web.colour().equals(keptColour().path("colour").asString()));
    }

    /** A plain update from the shell, whatever becomes of it. */
    public Ran updateFrom(String symbolicName, String url) {
        return eval("felix:update " + bundle(symbolicName).group(1) + " '" + url.replace("'", "%27") + "'");
    }

    /** The ends of the logs, for the message of a failure. */
    public String log() {
        return Folders.tails(home.resolve("log"));
    }

    @Override
    public void close() {
        if (Files.exists(home.resolve("bin").resolve(name))) {
            fil("stop");
        }
        if (system.filter(ProcessHandle::isAlive).isPresent()) {
            kill();
        }
        Folders.remove(own);
    }
}
