package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.OneInstallation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verbs of bin/fil against a system that runs and is left running. */
class VerbsIT extends OneInstallation {
    @Test
    void pingAnswersPong() {
        assertEquals("pong", installation.fil("ping").ends(0).output().strip());
    }

    @Test
    void pidIsTheProcessThatServes() {
        ProcessHandle process = installation.pid();
        assertTrue(process.isAlive());
        assertTrue(process.info().command().orElse("").endsWith("java"), () -> process.info() + " is no java");
    }

    @Test
    void statusSaysReleaseAndAddress() {
        installation.fil("status").ends(0).says("1986.a", ":" + installation.port());
    }

    @Test
    void whichNamesPlaceReleaseAndJava() {
        installation.fil("which").ends(0).says(installation.home().toString(), "release       1986.a\n", "java ");
    }

    @Test
    void versionsShowsOnePermanentRelease() {
        Ran ran = installation.fil("versions").ends(0).says("1986.a");
        assertEquals(
                1,
                ran.output().lines().filter(line -> line.contains("permanent")).count(),
                ran::toString);
    }

    @Test
    void aNewCycleHoldsAtOnceAndForGoodAndTheColourStays() throws IOException {
        installation.fil("config", "colour.cycle", "3600000").ends(0).says("3600000 now");
        String colour = installation.web().colour();
        installation.fil("config", "colour.cycle", "3000000").ends(0);
        assertEquals(colour, installation.web().colour());
        assertEquals(
                "3000000",
                installation.fil("config", "colour.cycle").ends(0).output().strip());
        String file = Files.readString(installation.home().resolve("conf/fil.properties"));
        assertTrue(file.contains("colour.cycle=3000000"), file);
        installation.fil("config", "colour.cycle", "49").ends(1).hasNoTrace().says("49", "from 50 to 86400000");
        installation.fil("config", "colour.cicle", "50").ends(1).hasNoTrace().says("colour.cicle", "colour.cycle");
        installation.fil("config", "a", "b", "c").ends(2).hasNoTrace().says("help config");
        installation.fil("config", "colour.cycle", "4000").ends(0);
    }

    @Test
    void argumentsThatAVerbDoesNotTakeAreRefused() {
        for (String verb : List.of("start", "stop", "status", "ping", "pid", "attach", "which", "version", "console")) {
            installation.fil(verb, "more").ends(2).hasNoTrace().says(verb, "help " + verb);
        }
        installation.fil("restart", "now").ends(2).says("--handover");
        installation.fil("restart", "--handover", "now").ends(2).says("--handover");
        installation.fil("eval").ends(2).says("bin/fil eval 'lb'");
        installation.fil("eval", "").ends(2);
        installation.fil("eval", "lb", "-s").ends(2).says("in quotes");
        installation.fil().ends(2).says("Usage");
    }

    @Test
    void everyVerbHelps() {
        Ran all = installation.fil("help").ends(0);
        List<String> verbs = all.output()
                .lines()
                .takeWhile(line -> !line.startsWith("Releases"))
                .filter(line -> line.matches("  [a-z]+ .*"))
                .map(line -> line.strip().split("[ \\[]")[0])
                .toList();
        assertTrue(verbs.size() >= 13, verbs::toString);
        for (String verb : verbs) {
            String help = installation.fil(verb, "--help").ends(0).output();
            assertEquals(installation.fil("help", verb).output(), help);
            assertTrue(help.contains("bin/fil " + verb), help);
        }
        installation.fil("help", "dance").ends(2).says("dance");
        installation.fil("help", "update").ends(0).says("bin/fil eval 'help update'");
    }

    @Test
    void secondStartIsToldThatTheSystemRuns() {
        Ran ran = installation.fil("start").hasNoTrace();
        ran.says("run", Long.toString(installation.pid().pid()));
        assertTrue(installation.web().answers());
    }

    @Test
    void unknownVerbIsRefusedWithHelp() {
        installation.fil("dance").ends(2).hasNoTrace().says("dance", "help");
    }

    @Test
    void helpNamesEveryVerb() {
        installation
                .fil("help")
                .ends(0)
                .says(
                        "console",
                        "foreground",
                        "start",
                        "stop",
                        "restart",
                        "status",
                        "ping",
                        "pid",
                        "attach",
                        "eval",
                        "which",
                        "versions",
                        "upgrade",
                        "downgrade",
                        "plan",
                        "check",
                        "install",
                        "permanent",
                        "remove");
    }

    @Test
    void helpNamesTheExitCodes() {
        installation.fil("help").ends(0).says("exit");
    }

    @Test
    void controlSocketIsForItsOwnerAlone() {
        Ran ran = installation
                .run(installation.home(), List.of("stat", "-c", "%a %F", "run", "run/control.sock"))
                .ends(0);
        ran.output().lines().forEach(line -> assertTrue(line.matches("[67]00 .*"), ran::toString));
        assertTrue(ran.output().contains("socket"), ran::toString);
    }

    @Test
    void noPortIsOpenForControl() {
        Ran ran = installation.run(
                installation.home(),
                List.of("cat", "/proc/" + installation.pid().pid() + "/net/tcp"));
        assertFalse(ran.output().isBlank());
        long listening = ProcNet.listening(installation.pid().pid());
        assertEquals(1, listening, "listening TCP sockets of the system");
    }
}
