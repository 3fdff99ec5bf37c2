package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.OneInstallation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A running system is asked by a client in perl, and by one in Java where there is no perl: with the same words and codes. */
class ClientsIT extends OneInstallation {
    private static Path withoutPerl;

    @BeforeAll
    static void programsWithoutPerl() throws IOException {
        withoutPerl = Files.createDirectories(installation.beside().resolve("without perl"));
        for (String folder : System.getenv("PATH").split(":")) {
            try (Stream<Path> programs =
                    Files.isDirectory(Path.of(folder)) ? Files.list(Path.of(folder)) : Stream.of()) {
                for (Path program : programs.toList()) {
                    Path link = withoutPerl.resolve(program.getFileName().toString());
                    if (!link.endsWith("perl") && !Files.exists(link)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
    }

    @Test
    void bothSayTheSame() {
        same(0, "ping");
        same(0, "versions");
        same(0, "eval", "felix:lb -s");
        same(0, "eval", "echo 'ä, \uD83D\uDE00 and \u20AC'");
        same(1, "eval", "no:such");
        same(1, "eval", "throw 'it must fail'");
        same(2, "eval", "x".repeat(70_000));
        same(2, "upgrade");
        same(1, "upgrade", "no such");
        same(1, "config", "colour.cycle", "49");
    }

    @Test
    void bothSayThatFilEndedBeforeItAnswered() throws IOException {
        for (String path : List.of(System.getenv("PATH"), withoutPerl.toString())) {
            Path output = installation.beside().resolve("output");
            Process client = begin(path, output);
            await("the command runs").until(() -> Files.readString(output).startsWith("it runs"));
            installation.pid().destroyForcibly();
            assertEquals(3, client.onExit().join().exitValue());
            assertTrue(Files.readString(output).contains("fil ended before it answered"), Files.readString(output));
            installation.fil("start").ends(0);
        }
    }

    @Test
    void bothInterruptWhatTheyAskedForWhenTheyAreToEnd() throws IOException {
        for (String path : List.of(System.getenv("PATH"), withoutPerl.toString())) {
            Path output = installation.beside().resolve("output");
            Process client = begin(path, output);
            await("the command runs").until(() -> Files.readString(output).startsWith("it runs"));
            client.descendants().forEach(ProcessHandle::destroy);
            assertEquals(128 + 15, client.onExit().join().exitValue());
            assertTrue(Files.readString(output).contains("interrupted"), Files.readString(output));
        }
    }

    private static Process begin(String path, Path output) throws IOException {
        Files.writeString(output, "");
        return installation.begin(
                installation.home(),
                List.of("env", "PATH=" + path, installation.home() + "/bin/fil", "eval", "echo it runs; sleep 3600"),
                output);
    }

    private static void same(int code, String... words) {
        Ran perl = by(System.getenv("PATH"), words);
        Ran java = by(withoutPerl.toString(), words);
        assertEquals(code, perl.code(), perl::toString);
        assertEquals(code, java.code(), java::toString);
        assertEquals(perl.output(), java.output());
    }

    private static Ran by(String path, String... words) {
        List<String> command = new ArrayList<>(List.of("env", "PATH=" + path, installation.home() + "/bin/fil"));
        command.addAll(List.of(words));
        return installation.run(installation.home(), command);
    }
}
