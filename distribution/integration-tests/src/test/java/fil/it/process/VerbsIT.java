package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verbs of bin/fil against a system that runs and is left running. */
class VerbsIT {
    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.of(Archives.A).start();
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

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
    void whichNamesTheRelease() {
        installation.fil("which").ends(0).says("1986.a");
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
    void evalPrintsWhatTheCommandPrints() {
        installation.eval("felix:lb -s").ends(0).says("fil.fsm", "fil.templates", "fil.web");
    }

    @Test
    void evalOfAnUnknownCommandIsOneAndTheReason() {
        installation.eval("no:such").ends(1).hasNoTrace().says("no:such");
    }

    @Test
    void evalThatThrowsIsOneAndTheReason() {
        installation
                .eval("felix:start http://127.0.0.1:1/nothing.jar; felix:uninstall 99999; throw 'it must fail'")
                .ends(1)
                .hasNoTrace();
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
