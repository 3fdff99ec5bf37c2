package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Folders;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive with a Java of its own, made here as mvn package -Pruntime makes it, on a machine without any other Java. */
class OwnRuntimeIT {
    private static Path made;
    private static Path tools;

    private Installation installation;

    @BeforeAll
    static void make() throws IOException {
        made = Folders.fresh();
        tools = Files.createDirectory(made.resolve("tools"));
        for (String folder : List.of("/usr/bin", "/bin")) {
            linkAllBut(folder, "java", "jcmd", "keytool");
        }
        Path target = Files.createDirectory(made.resolve("target"));
        for (String release : List.of(Archives.A, Archives.B)) {
            Files.copy(Archives.of(release), target.resolve("fil-" + release + ".tar.gz"));
        }
        try (Installation nothing = Installation.empty()) {
            String script = Path.of(
                            System.getProperty("fil.root"), "distribution/make/assembly/src/runtime/own-runtime")
                    .normalize()
                    .toString();
            nothing.run(
                            made,
                            List.of(
                                    "sh",
                                    script,
                                    System.getProperty("java.home"),
                                    target.toString(),
                                    Archives.A,
                                    Archives.B))
                    .ends(0);
        }
    }

    @AfterAll
    static void remove() {
        Folders.remove(made);
    }

    @BeforeEach
    void unpack() throws IOException {
        installation = Installation.empty();
        installation
                .run(installation.home(), List.of("tar", "-xzf", own(Archives.A).toString()))
                .ends(0);
        installation.with("PATH", tools.toString()).with("JAVA_HOME", "");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void itStartsWithoutAnyOtherJavaAndUsesItsClassData() throws IOException {
        installation.javaOptions("-Xlog:class+load:file=log/classes.txt").start();
        installation.fil("which").ends(0).says("from runtime/");
        List<String> classes = Files.readAllLines(installation.home().resolve("log/classes.txt"));
        long shared = classes.stream()
                .filter(line -> line.contains(" fil.") || line.contains(" org.eclipse.jetty."))
                .filter(line -> line.contains("source: shared objects file"))
                .count();
        assertTrue(shared > 500, () -> shared + " classes of bundles came from the class data");
        assertFalse(installation.log().contains("NoClassDefFoundError"), installation::log);
    }

    @Test
    void classDataThatIsMissingStaleOrDamagedIsNoReasonNotToStart() throws IOException {
        Path data = classData();
        byte[] good = Files.readAllBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        startsAndStops("cut");
        Files.write(data, "no class data at all".getBytes());
        startsAndStops("garbage");
        byte[] bad = good.clone();
        for (int i = 0; i < bad.length; i += 4096) {
            bad[i] ^= 0x55;
        }
        Files.write(data, bad);
        startsAndStops("changed");
        Files.write(data, good);
        // newer than what was recorded: stale
        Files.setLastModifiedTime(
                installation.home().resolve("bin/launcher.jar"),
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis()));
        startsAndStops("stale");
        Files.delete(data);
        startsAndStops("missing");
    }

    @Test
    void anotherJavaThanItsOwnMayBeChosen() {
        installation
                .with(
                        "FIL_JAVA",
                        Path.of(System.getProperty("java.home"), "bin/java").toString())
                .start();
        installation.fil("which").ends(0).says("from FIL_JAVA");
    }

    @Test
    void anUpgradeCarriesOverBothWays() {
        installation.start();
        upgradesTo(installation, Archives.of(Archives.B));
        installation.restart();
        assertEquals("Hello #2", installation.web().greeting());
        try (Installation without = Installation.of(Archives.A).start()) {
            upgradesTo(without, own(Archives.B));
            assertFalse(Files.exists(without.home().resolve("runtime")));
            without.restart();
            assertEquals("Hello #2", without.web().greeting());
        }
    }

    private void startsAndStops(String how) {
        installation.start();
        assertEquals("Hello #1", installation.web().greeting(), how);
        Ran stop = installation.fil("stop").ends(0);
        assertFalse(stop.context().contains("[warning]"), stop::toString);
    }

    private static void upgradesTo(Installation installation, Path archive) {
        installation.fil("upgrade", archive.toString()).ends(0).hasNoTrace();
        assertEquals("Hello #2", installation.web().greeting());
        installation.fil("downgrade").ends(0);
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("upgrade", Archives.B).ends(0);
    }

    private Path classData() throws IOException {
        try (Stream<Path> files = Files.list(installation.home().resolve("runtime/lib"))) {
            Path data = files.filter(file -> file.getFileName().toString().matches("fil\\.(jsa|aot)"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no class data"));
            assertTrue(data.toFile().setWritable(true));
            return data;
        }
    }

    private static Path own(String release) {
        try (Stream<Path> files = Files.list(made.resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("fil-" + release + "-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no archive of " + release + " with a Java"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void linkAllBut(String folder, String... names) throws IOException {
        List<Path> programs = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            all.forEach(programs::add);
        }
        for (Path program : programs) {
            Path link = tools.resolve(program.getFileName());
            if (!List.of(names).contains(program.getFileName().toString())
                    && Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, program);
            }
        }
    }
}
