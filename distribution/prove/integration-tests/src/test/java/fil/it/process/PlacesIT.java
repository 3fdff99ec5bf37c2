package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ports;
import fil.it.Ran;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An archive may be unpacked anywhere, any number of times, and called from anywhere. */
class PlacesIT {
    private static final String FOREIGN = "grün Ελλάδα 色";

    @Test
    void pathWithSpacesAndOtherSigns() {
        try (Installation installation = Installation.in("a system; it's $HOME, 100% & (more)", Archives.A)
                .start()) {
            assertEquals("Hello #1", installation.web().greeting());
            installation.update("fil.templates", Archives.B);
            assertEquals("Hello #2", installation.web().greeting());
        }
    }

    @Test
    void pathWithLettersOfOtherLanguages() {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(FOREIGN),
                "names of files are not in Unicode here (LC_ALL, LANG)");
        try (Installation installation =
                Installation.in(FOREIGN, Archives.A).with("LC_ALL", "C").start()) {
            installation.update("fil.templates", Archives.B);
            assertEquals("Hello #2", installation.web().greeting());
            installation.eval("obr:deploy -s fil.templates@1986.0.0.a").ends(0);
            assertEquals("Hello #1", installation.web().greeting());
            installation.fil("which").ends(0).says(FOREIGN);
        }
    }

    @Test
    void whichNamesTheReleaseBeforeTheFirstStart() {
        try (Installation installation = Installation.of(Archives.A)) {
            installation.fil("which").ends(0).says("release       1986.a\n");
            installation.fil("version").ends(0).says("fil 1986.a\n");
        }
    }

    @Test
    void longPath() {
        try (Installation installation =
                Installation.in("deep/".repeat(40), Archives.A).start()) {
            installation.fil("ping").ends(0);
        }
    }

    @Test
    void calledThroughASymbolicLinkFromAnotherFolder() throws IOException {
        try (Installation installation = Installation.of(Archives.A)) {
            Path elsewhere = Files.createDirectory(installation.beside().resolve("else where"));
            Path link = Files.createSymbolicLink(
                    installation.beside().resolve("link"), installation.home().resolve("bin/fil"));
            Path second = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../link"));
            installation.run(elsewhere, List.of(second.toString(), "start")).ends(0);
            installation.run(elsewhere, List.of("./second", "ping")).ends(0);
            try (var left = Files.list(elsewhere)) {
                assertEquals(List.of(second), left.toList(), "nothing is written where the caller stands");
            }
        }
    }

    @Test
    void calledByItsRelativePath() {
        try (Installation installation = Installation.of(Archives.A)) {
            installation.run(installation.home(), List.of("bin/fil", "start")).ends(0);
            installation
                    .run(installation.home().resolve("bin"), List.of("./fil", "ping"))
                    .ends(0);
        }
    }

    @Test
    void whatTheCallersShellIsSetToChangesNothingAndIsLetGo() throws IOException {
        try (Installation installation = Installation.of(Archives.A)) {
            Path lock = installation.beside().resolve("deploy.lock");
            installation.with("CDPATH", ".:" + installation.beside());
            bash(installation, "bin/fil version && cd ./bin && ./fil which").says("fil 1986.a\ninstallation");
            bash(
                    installation,
                    "umask 000; trap '' TERM USR1; exec 9>'" + lock + "' 12>'" + lock
                            + "'; flock -n 9 && bin/fil start");
            bash(installation, "flock -n '" + lock + "' true");
            bash(installation, "test -z \"$(find . -perm /022 ! -type l ! -type s)\" || { find . -perm /022; false; }");
            installation
                    .with("FIL_WEB_WAIT", "77")
                    .javaOptions("-Dmore=1")
                    .fil("restart", "--handover")
                    .ends(0)
                    .says("FIL_WEB_WAIT", "keeps \"\"", "FIL_JAVA_OPTS", "-Dmore=1\" in the new process");
            installation.fil("stop").ends(0);
        }
    }

    private static Ran bash(Installation installation, String line) {
        return installation
                .run(installation.home(), List.of("bash", "--norc", "-c", line))
                .ends(0);
    }

    @Test
    void optionsOfJavaForServersDoNotKeepTheClientsFromAskingThem() {
        try (Installation installation = Installation.of(Archives.A)) {
            String agent = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + Ports.free();
            installation.with("JAVA_TOOL_OPTIONS", agent).start();
            assertEquals("pong\n", installation.fil("ping").ends(0).output());
            installation
                    .fil("restart", "--handover")
                    .ends(1)
                    .says("serves on", "address already in use")
                    .hasNoTrace();
            installation.fil("ping").ends(0);
        }
    }

    @Test
    void twoInstallationsSideBySideDoNotMeet() {
        try (Installation one = Installation.of(Archives.A).start();
                Installation other = Installation.of(Archives.A).start()) {
            assertNotEquals(one.pid().pid(), other.pid().pid());
            one.update("fil.templates", Archives.B);
            assertEquals("Hello #2", one.web().greeting());
            assertEquals("Hello #1", other.web().greeting());
            one.fil("stop").ends(0);
            assertTrue(other.web().answers());
            other.fil("ping").ends(0);
        }
    }

    @Test
    void freshInstallationOfTheNextReleaseRuns() {
        try (Installation installation = Installation.of(Archives.B).start()) {
            assertEquals("Hello #2", installation.web().greeting());
            installation.fil("versions").ends(0).says("1986.b", "permanent");
        }
    }
}
