package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starting, ending, ending hard, and starting again. */
class LifeIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private Installation installation;

    @BeforeEach
    void unpack() {
        installation = Installation.of(Archives.A);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void startSaysTheAddressAndStopEndsTheProcess() {
        installation.fil("start").ends(0).says("http://127.0.0.1:" + installation.port());
        ProcessHandle process = installation.pid();
        installation.fil("stop").ends(0);
        assertFalse(installation.web().answers(), "'stop' returns when the system has ended");
        await("the end of the process").atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    /** Bundles go one by one: nobody is to hear for that that there is no such page. */
    @Test
    void whileItStopsAClientIsAnsweredOrAskedToComeAgain() throws Exception {
        installation.start();
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> clients = Stream.generate(() -> new Thread(() -> askUntil(stopped, answers)))
                .limit(4)
                .toList();
        clients.forEach(Thread::start);
        await("answers").atMost(DEADLINE).until(() -> answers.contains(200));
        installation.fil("stop").ends(0);
        stopped.set(true);
        for (Thread client : clients) {
            client.join(DEADLINE.toMillis());
        }
        assertTrue(Set.of(200, 503).containsAll(answers), answers::toString);
    }

    private void askUntil(AtomicBoolean stopped, Set<Integer> answers) {
        while (!stopped.get()) {
            try {
                answers.add(installation.web().ask("GET", "/").statusCode());
            } catch (IOException closed) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void everyVerbThatNeedsTheSystemSaysThatItDoesNotRun() {
        for (String verb : List.of("ping", "pid", "status", "attach")) {
            installation.fil(verb).ends(3).hasNoTrace().says("not running");
        }
        installation.fil("eval", "felix:lb").ends(3).hasNoTrace().says("not running", "start");
    }

    @Test
    void stopOfWhatDoesNotRunSaysSo() {
        installation.fil("stop").hasNoTrace().says("not running");
    }

    @Test
    void restartIsAnotherProcessThatAnswers() {
        installation.start();
        ProcessHandle before = installation.pid();
        installation.restart();
        assertNotEquals(before.pid(), installation.pid().pid());
        assertFalse(before.isAlive());
        assertTrue(installation.web().answers());
    }

    @Test
    void killedInGreenItGoesOnInGreen() {
        startAndAwaitGreen();
        installation.kill();
        installation.fil("ping").ends(3).says("not running");
        awaitTheEndOfGreen();
        installation.cycle(Duration.ofMinutes(5)).start();
        assertEquals("green", installation.web().colour());
    }

    /** As a kill in the middle of the first start leaves the folder. */
    @Test
    void firstStartThatWasCutShortBeginsAnew() throws IOException {
        Path cache = installation.home().resolve("felix-cache");
        Files.createDirectories(cache.resolve("bundle29"));
        Files.createFile(cache.resolve("bundle29/bundle.info"));
        installation.start();
        assertFalse(installation.log().contains("Error reloading"), installation.log());
    }

    @Test
    void stoppedInGreenItGoesOnInGreen() {
        startAndAwaitGreen();
        installation.fil("stop").ends(0);
        awaitTheEndOfGreen();
        installation.cycle(Duration.ofMinutes(5)).start();
        assertEquals("green", installation.web().colour());
    }

    /** A colour whose time has passed while nothing ran begins anew; one that has time left would soon be over. */
    private void awaitTheEndOfGreen() {
        Instant until = untilOfTheState();
        await("the end of green").atMost(DEADLINE).until(() -> Instant.now().isAfter(until));
    }

    private Instant untilOfTheState() {
        return Instant.parse(
                installation.keptColour().path("until").path("instant").asString());
    }

    private void startAndAwaitGreen() {
        installation.cycle(Duration.ofSeconds(4)).start();
        await("olive").atMost(DEADLINE).until(() -> installation.web().colour().equals("olive"));
        await("green")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installation.web().colour().equals("green"));
    }

    @Test
    void updateByHandIsKeptOverKillAndRestart() {
        installation.start();
        installation.update("fil.fsm", Archives.B);
        installation.update("fil.templates", Archives.B);
        installation.kill();
        installation.start();
        assertEquals("1986.0.0.b", installation.version("fil.fsm"));
        assertEquals("Hello #2", installation.web().greeting());
    }

    @Test
    void foregroundServesUntilItIsToldToEnd() throws Exception {
        servesUntilTerminated("foreground");
    }

    /** As systemd does for a unit with a socket and without StandardInput=socket. */
    @Test
    void socketOfSomebodyElseIsServedAndRestartedThere() throws Exception {
        Programs.need("perl", "perl");
        String held = "use Socket; $^F = 9; socket my $s, PF_INET, SOCK_STREAM, 0; bind $s, pack_sockaddr_in("
                + installation.port() + ", INADDR_LOOPBACK) or die $!; listen $s, 99; POSIX::dup2(fileno $s, 3);"
                + " @ENV{qw(LISTEN_PID LISTEN_FDS)} = ($$, 1); exec @ARGV";
        Process process = installation.begin(
                installation.beside(),
                List.of(
                        "perl",
                        "-MPOSIX",
                        "-e",
                        held,
                        installation.home().resolve("bin/fil").toString(),
                        "foreground"),
                installation.beside().resolve("held.txt"));
        try {
            await("the page")
                    .atMost(DEADLINE)
                    .until(() -> installation.web().answers()
                            && Files.exists(installation.home().resolve("run/url")));
            installation.fil("restart").ends(1).says("held by another program", "systemctl restart");
            installation.fil("stop").ends(0).says("has stopped", "came from another program");
            assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartThatIsStoppedSaysThatItWasToldToEnd() throws Exception {
        Path said = installation.beside().resolve("start.txt");
        Process start = installation.begin(
                installation.home(),
                List.of(installation.home().resolve("bin/fil").toString(), "start"),
                said);
        await("its keeper")
                .atMost(DEADLINE)
                .until(() -> Files.exists(installation.home().resolve("run/keeper.sock")));
        installation.fil("stop").ends(0);
        assertTrue(start.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertEquals("fil: it was told to end while it started; bin/fil start starts it.\n", Files.readString(said));
        assertEquals(1, start.exitValue());
    }

    @Test
    void aMoveWhoseStateCannotBeKeptIsLoggedAndTheColoursGoOn() throws IOException {
        installation.cycle(Duration.ofMillis(500)).start();
        Path states = installation.home().resolve("state/fil.fsm");
        Path aside = Files.move(states, installation.beside().resolve("aside"));
        Files.writeString(states, "no folder");
        Set<String> seen = new TreeSet<>();
        await("three colours")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !seen.add(installation.web().colour()) && seen.size() == 3);
        assertTrue(installation.log().contains("could not be kept"), installation::log);
        Files.delete(states);
        Files.move(aside, states);
        Instant now = Instant.now();
        await("a state that is kept again").atMost(DEADLINE).until(() -> untilOfTheState()
                .isAfter(now));
    }

    @Test
    void logIsWrittenToItsFolder() throws IOException {
        installation.start();
        try (var files = Files.list(installation.home().resolve("log"))) {
            assertTrue(files.anyMatch(file -> file.toFile().length() > 0), "log/ holds a file with something in it");
        }
    }

    private void servesUntilTerminated(String verb) throws IOException, InterruptedException {
        Path output = installation.beside().resolve("output.txt");
        Process process = installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), verb),
                output);
        try {
            await("the address on the screen").atMost(DEADLINE).until(() -> Files.readString(output)
                    .contains("http://127.0.0.1:" + installation.port()));
            assertTrue(installation.web().answers());
            process.destroy();
            assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), "TERM ends it");
            assertFalse(installation.web().answers());
            Ran after = installation.fil("ping");
            after.ends(3);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
