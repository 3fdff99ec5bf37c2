package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.KeptConnection;
import fil.it.NewInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes between in a takeover: every process that takes part may die, the verb too, and everybody is told what is so. */
class TakeoverIT extends NewInstallation {
    private static final Duration DEADLINE = Duration.ofSeconds(150);

    @Test
    void itGoesOnWithoutTheTerminalThatAskedAndNothingIsChangedMeanwhile() throws Exception {
        ProcessHandle before = installation.pid();
        Process verb = takeover();
        awaitState("prepared");
        verb.destroy();
        assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        installation.fil("restart", "--handover").ends(13).says("taking over");
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(13).says("the takeover by a new process");
        awaitState("left");
        await("the end of the old one").atMost(DEADLINE).until(() -> !before.isAlive());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        assertEquals("Hello #2", installation.web().greeting());
        installation.eval("update fil.socket").ends(0);
        assertEquals("Hello #2", installation.web().greeting());
    }

    /** Where nothing can be written, nobody else changes anything: it is said what is full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onAFullDiskItIsSaidWhatIsFullAndTheOldOneServesOn() throws Exception {
        Path full = Files.createSymbolicLink(installation.home().resolve("run/.served.new"), Path.of("/dev/full"));
        installation
                .fil("restart", "--handover")
                .ends(1)
                .hasNoTrace()
                .says("serves on: the disk is full", installation.home().toString(), "make room");
        assertTrue(installation.web().answers());
        Files.deleteIfExists(full);
        full = Files.createSymbolicLink(installation.home().resolve("run/room"), Path.of("/dev/full"));
        installation.fil("restart", "--handover").ends(1).says("there is no room on the disk");
        Files.deleteIfExists(full);
        installation
                .eval("update fil.templates file:repository/fil-templates-1986.b.jar")
                .ends(0);
        installation.fil("restart", "--handover").ends(0);
    }

    @Test
    void stopEndsBothProcesses() throws Exception {
        Process verb = takeover();
        awaitState("prepared");
        installation.fil("stop").ends(0).says("has stopped");
        assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(3, verb.exitValue());
        assertEquals(List.of(), processes());
        installation.start();
        assertTrue(installation.web().answers());
    }

    /** The keeper starts the new one again; the others who may die are walked in the long tests. */
    @Test
    void killedOnceItIsDecidedTheNewOneServes() throws Exception {
        killedOnceItIsDecided("new");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"old", "keeper"})
    void killedOnceItIsDecidedTheNewOneServes(String who) throws Exception {
        killedOnceItIsDecided(who);
    }

    private void killedOnceItIsDecided(String who) throws Exception {
        // a client that keeps its connection keeps the old process for some seconds
        try (KeptConnection client = new KeptConnection(installation.port())) {
            client.get("/");
            Process verb = takeover();
            awaitState("entered");
            long before = number("old");
            kill(number(who));
            assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            await("one process that serves")
                    .atMost(DEADLINE)
                    .until(() -> processes().size() == 1
                            && !processes().contains(before)
                            && installation.fil("pid").code() == 0);
            assertEquals(processes().get(0), installation.pid().pid());
            assertTrue(installation.web().answers());
        }
        if (who.equals("keeper")) {
            installation.fil("restart", "--handover").ends(1).says("no keeper", "bin/fil restart");
        }
        installation.restart();
        assertTrue(installation.web().answers());
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"old", "new", "keeper"})
    void killedBeforeItIsDecidedOneServes(String who) throws Exception {
        Process verb = takeover();
        awaitState("prepared");
        long before = number("old");
        kill(number(who));
        assertTrue(verb.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        await("one process that serves")
                .atMost(DEADLINE)
                .until(() -> processes().size() == 1
                        && installation.fil("pid").code() == 0
                        && installation.web().answers());
        assertEquals(who.equals("old"), !processes().contains(before));
        assertEquals(processes().get(0), installation.pid().pid());
        installation.restart();
        assertTrue(installation.web().answers());
    }

    @Test
    void processThatDiesIsStartedAgainAndOneThatIsStoppedIsNot() throws Exception {
        ProcessHandle before = installation.pid();
        kill(before.pid());
        await("another process")
                .atMost(DEADLINE)
                .until(() -> installation.fil("pid").code() == 0
                        && installation.pid().pid() != before.pid()
                        && Files.exists(installation.home().resolve("run/url")));
        assertTrue(installation.web().answers());
        installation.fil("stop").ends(0);
        assertEquals(List.of(), processes());
    }

    /** A number is no name: the process that had it may have died, and another one have it now. */
    @Test
    void strangerWithTheNumberOfTheKeeperIsLeftAlone() throws Exception {
        kill(number("keeper"));
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(installation.home().resolve("run/keeper"), stranger.pid() + "\n");
            installation.fil("restart", "--handover").ends(1).says("no keeper");
            installation.fil("restart").ends(0);
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    private static final String WRITER = """
            package writer;
            import java.nio.file.*;
            import org.osgi.framework.*;
            public class Writer implements BundleActivator, Runnable {
                private Path file;
                private Thread thread;
                private volatile boolean ends;
                public void start(BundleContext context) {
                    file = context.getDataFile("numbers").toPath();
                    thread = new Thread(this);
                    thread.start();
                }
                public void run() {
                    try {
                        long last = Files.exists(file) ? Files.readAllLines(file).size() : 0;
                        for (; !ends; Thread.sleep(5)) {
                            Files.writeString(file, ++last + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                public void stop(BundleContext context) throws Exception {
                    ends = true;
                    thread.join();
                }
            }
            """;

    /** What one writes all the time can be copied by nobody, unless it stops: it is named, and says that it may be stopped. */
    @Test
    void bundleThatWritesItsDataAllTheTimeIsNamedAndLosesNothingOnceItMayBeStopped() throws Exception {
        String id = writer("1.0.0", Map.of());
        ProcessHandle before = installation.pid();
        installation
                .fil("restart", "--handover")
                .ends(1)
                .says("serves on", "it.writer", "data/numbers", "felix:stop " + id, "bin/fil restart");
        assertEquals(before.pid(), installation.pid().pid());
        writer("1.0.1", Map.of("Provide-Capability", "fil.role;fil.role=exclusive"));
        installation.fil("restart", "--handover").ends(0);
        String cache = installation.pid().pid() == before.pid() ? "none" : "felix-cache.2";
        Path file = installation.home().resolve(cache).resolve("bundle" + id + "/data/numbers");
        long then = Files.readAllLines(file).size();
        await("what is written goes on")
                .atMost(DEADLINE)
                .until(() -> Files.readAllLines(file).size() > then);
        installation.eval("felix:stop " + id).ends(0);
        List<String> numbers = Files.readAllLines(file);
        assertEquals(
                LongStream.rangeClosed(1, numbers.size())
                        .mapToObj(Long::toString)
                        .toList(),
                numbers);
    }

    /** @return its number */
    private String writer(String version, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.putAll(Map.of(
                "Bundle-SymbolicName", "it.writer",
                "Bundle-Version", version,
                "Bundle-Activator", "writer.Writer",
                "Private-Package", "writer"));
        Path jar = Bundles.compile(installation.beside().resolve("writer-" + version + ".jar"), headers, WRITER);
        if (more.isEmpty()) {
            installation.eval("felix:start '" + jar.toUri() + "'").ends(0);
        } else {
            installation.updateFrom("it.writer", jar.toUri().toString()).ends(0);
        }
        return installation.bundle("it.writer").group(1);
    }

    private Process takeover() throws IOException {
        return installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), "restart", "--handover"),
                installation.beside().resolve("takeover.txt"));
    }

    private Path record() {
        return installation.home().resolve("run/takeover");
    }

    private void awaitState(String state) {
        await("the state " + state)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.readAllLines(record()).contains("state=" + state)
                        && (!state.equals("prepared")
                                || Files.readString(record()).contains("\nnew=")));
    }

    private long number(String who) throws IOException {
        return Files.readAllLines(record()).stream()
                .filter(line -> line.startsWith(who + "="))
                .map(line -> Long.parseLong(line.replaceFirst(".*=", "").split(" ")[0]))
                .findFirst()
                .orElseThrow();
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        await("the end of " + pid).atMost(DEADLINE).until(() -> !process.isAlive());
    }

    /** The processes of Java that run from this folder. */
    private List<Long> processes() throws IOException {
        String mark = "-Dfil.home=" + installation.home().toRealPath();
        return ProcessHandle.allProcesses()
                .filter(it -> isMarked(it.pid(), mark))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean isMarked(long pid, String mark) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                            .split("\0"))
                    .contains(mark);
        } catch (IOException e) {
            return false; // it has ended
        }
    }
}
