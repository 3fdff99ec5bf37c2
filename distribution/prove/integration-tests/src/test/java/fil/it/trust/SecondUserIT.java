package fil.it.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Another user of the machine, a real one, gets nothing from the control socket. */
class SecondUserIT {
    private static final String NOBODY = "65534";
    private static Installation installation;

    @BeforeAll
    static void start() throws IOException {
        boolean root =
                "0".equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
        if (!root || !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            System.err.println("SKIPPED: SecondUserIT needs root and setpriv (util-linux) to become another user");
        }
        Assumptions.assumeTrue(root && Files.isExecutable(Path.of("/usr/bin/setpriv")));
        installation = Installation.of(Archives.A).start();
        for (Path open : List.of(installation.beside(), installation.home())) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void theFolderAndTheSocketAreForTheOwnerAlone() throws IOException {
        assertEquals("rwx------", mode("run"));
        assertEquals("rw-------", mode("run/control.sock"));
    }

    @Test
    void heCanReadTheInstallationButNotEnterItsRunFolder() {
        asNobody("cat", "conf/fil.properties").ends(0);
        assertTrue(asNobody("ls", "run").code() != 0);
        assertTrue(asNobody("cat", "run/fil.pid").code() != 0);
    }

    @Test
    void heGetsNoAnswerEvenFromTheClientItself() {
        for (List<String> words :
                List.of(List.of("ping"), List.of("eval", "felix:lb"), List.of("call", "fil:versions"))) {
            Ran ran = asNobody(client(words));
            assertTrue(ran.code() != 0, ran::toString);
            assertFalse(ran.output().contains("pong") || ran.output().contains("Active"), ran::toString);
        }
    }

    @Test
    void heIsRefusedByTheSocketToo() throws IOException {
        Path run = installation.home().resolve("run");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            Ran ran = asNobody(client(List.of("ping")));
            assertTrue(ran.code() != 0, ran::toString);
            assertFalse(ran.output().contains("pong"), ran::toString);
        } finally {
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theOwnerIsAnswered() {
        assertTrue(installation.fil("ping").ends(0).output().contains("pong"));
    }

    private static String[] client(List<String> words) {
        List<String> command =
                new ArrayList<>(List.of(java(), "-Xmx64m", "-cp", "bin/launcher.jar", "fil.launcher.Main"));
        command.addAll(words);
        return command.toArray(String[]::new);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Ran asNobody(String... command) {
        List<String> words = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        words.addAll(List.of(command));
        return installation.run(installation.home(), words);
    }

    private static String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(installation.home().resolve(name)));
    }
}
