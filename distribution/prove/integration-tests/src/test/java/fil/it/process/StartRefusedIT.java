package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong before the system runs: each is said in a sentence, and nothing is left running. */
class StartRefusedIT {
    private Installation installation;

    @BeforeEach
    void unpack() {
        installation = Installation.of(Archives.A);
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            installation.fil("ping").ends(3);
        } finally {
            installation.close();
        }
    }

    @Test
    void portThatIsTakenIsNamedWithHowToChangeIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(installation.port(), 1, InetAddress.getLoopbackAddress())) {
            installation
                    .fil("start")
                    .ends(5)
                    .hasNoTrace()
                    .says(Integer.toString(taken.getLocalPort()), "FIL_HTTP_PORT", "http.port", "conf/fil.properties");
        }
        installation.start();
        installation.fil("stop").ends(0);
    }

    @Test
    void addressOfAnotherMachineIsRefused() {
        installation
                .with("FIL_HTTP_HOST", "192.0.2.1")
                .fil("start")
                .ends(4)
                .hasNoTrace()
                .says("http.host", "192.0.2.1");
        installation
                .with("FIL_HTTP_HOST", "no.such.invalid")
                .fil("start")
                .ends(4)
                .hasNoTrace()
                .says("http.host");
    }

    @Test
    void whatJavaSaysOfItsOptionsIsSaidAndNothingOlder() {
        installation.with("FIL_COLOUR_CYCLE", "soon").fil("start").ends(4);
        String said = installation
                .with("FIL_COLOUR_CYCLE", "4000")
                .javaOptions("-XX:NoSuchOption")
                .fil("start")
                .ends(1)
                .says("NoSuchOption")
                .output();
        assertFalse(said.contains("soon"), said);
        installation.javaOptions("");
    }

    @Test
    void anotherUserIsToldWhoseItIs() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        installation.start();
        for (String verb : List.of("start", "stop", "status", "ping", "pid", "restart", "foreground")) {
            asNobody(verb).ends(1).hasNoTrace().says("root", "another user");
        }
        asNobody("help").ends(0);
        installation.fil("stop").ends(0);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithItsOwner() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        asNobody("start").ends(1).hasNoTrace().says(installation.home().toString(), "root", "nobody");
        asNobody("foreground").ends(1).hasNoTrace().says(installation.home().toString(), "root", "nobody");
        asNobody("which").ends(0).says("1986.a");
        asNobody("config", "--check").ends(1).hasNoTrace().says("nobody cannot write");
        asNobody("config", "http.port", "1").ends(1).saysNothingOf("java.").says("nothing was changed");
        asNobody("permanent", "1986.a").ends(1).saysNothingOf("java.").says("nothing was changed");
        asNobody("verify").ends(0).saysNothingOf("so far");
    }

    @Test
    void otherSystemIsRefusedWithASentence() throws IOException {
        Path uname = installation.script("other/uname", "echo MINGW64_NT-10.0");
        installation.with("PATH", uname.getParent() + ":" + System.getenv("PATH"));
        installation.fil("start").ends(1).says("does not run on MINGW64_NT-10.0", "WSL");
        installation.with("PATH", System.getenv("PATH"));
    }

    private Ran asNobody(String... words) {
        Programs.need("setpriv", "util-linux");
        installation
                .run(
                        installation.beside(),
                        List.of("chmod", "755", installation.beside().toString()))
                .ends(0);
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                installation.home().resolve("bin/fil").toString()));
        command.addAll(List.of(words));
        return installation.run(installation.beside(), command);
    }

    @ParameterizedTest
    @CsvSource({
        "FIL_HTTP_PORT,      abc,      http.port,    65535",
        "FIL_HTTP_PORT,      70000,    http.port,    65535",
        "FIL_HTTP_PORT,      -1,       http.port,    65535",
        "FIL_HTTP_HOST,      no host,  http.host,    address",
        "FIL_COLOUR_CYCLE,   soon,     colour.cycle, milliseconds",
        "FIL_COLOUR_CYCLE,   0,        colour.cycle, milliseconds",
        "FIL_COLOUR_CYCLE,   49,       colour.cycle, milliseconds",
        "FIL_COLOUR_CYCLE,   4.5,      colour.cycle, milliseconds",
        "FIL_WEB_WAIT,       -5,       web.wait,     milliseconds",
        "FIL_WEB_WAIT,       0,        web.wait,     milliseconds",
        "FIL_WEB_GRACE,      forever,  web.grace,    milliseconds",
    })
    void wrongValueIsRefusedWithItsNameAndWhatIsAllowed(String variable, String value, String name, String allowed) {
        installation.with(variable, value).fil("start").ends(4).hasNoTrace().says(value, name, allowed);
    }

    @Test
    void wrongValueInTheFileIsRefusedToo() throws IOException {
        Path file = installation.home().resolve("conf/fil.properties");
        Files.copy(file.resolveSibling("default/fil.properties"), file);
        Files.writeString(file, Files.readString(file) + "\ncolour.cycle=fast\nweb.wiat=5000\n");
        installation.fil("start").ends(4).hasNoTrace().says("colour.cycle", "fast", "web.wiat");
    }

    @Test
    void javaThatIsTooOldIsToldWhichIsNeeded() throws IOException {
        Path java = installation.script("old/bin/java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        installation
                .with("JAVA_HOME", java.getParent().getParent().toString())
                .fil("start")
                .ends(6)
                .hasNoTrace()
                .says("17", "11", "JAVA_HOME");
        installation
                .with("FIL_JAVA", java.getParent().getParent().toString())
                .fil("start")
                .ends(6)
                .says("is not a program", "bin/java");
        installation.with("FIL_JAVA", "");
        installation
                .with("JAVA_HOME", "")
                .with("PATH", java.getParent() + ":" + System.getenv("PATH"))
                .fil("start")
                .ends(6)
                .hasNoTrace()
                .says("17", "11");
    }

    @Test
    void javaThatIsNotThereIsToldWhichIsNeeded() throws IOException {
        installation
                .with("JAVA_HOME", installation.beside().resolve("nowhere").toString())
                .fil("start")
                .ends(6)
                .hasNoTrace()
                .says("JAVA_HOME", "nowhere", "17");
        installation
                .with("JAVA_HOME", "")
                .with("PATH", pathWithoutJava().toString())
                .fil("start")
                .ends(6)
                .hasNoTrace()
                .says("java", "17", "JAVA_HOME");
        installation.with("JAVA_HOME", System.getProperty("java.home")).with("PATH", System.getenv("PATH"));
    }

    /** A folder with links to all programs of the system but java. */
    private Path pathWithoutJava() throws IOException {
        Path folder = Files.createDirectory(installation.beside().resolve("path"));
        Programs.need("sh", "dash");
        for (String from : List.of("/bin", "/usr/bin")) {
            try (Stream<Path> programs = Files.list(Path.of(from))) {
                for (Path program : programs.toList()) {
                    Path link = folder.resolve(program.getFileName());
                    if (!program.getFileName().toString().startsWith("java")
                            && Files.notExists(link)
                            && !Files.isSymbolicLink(link)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
        return folder;
    }
}
