package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.Jars;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Releases that are no good, each in its own way. The operator is told, and the old release answers throughout, under
 * load, as if nothing had been tried. One system serves through all of them.
 */
class BrokenReleaseIT {
    private static final int REFUSED = 10;
    private static final int UNDONE = 11;
    private static final int BUSY = 13;
    private static Installation installation;
    private static int made;

    private String name;

    @BeforeAll
    static void start() {
        installation = Installation.of(Archives.A)
                .cycle(Duration.ofMillis(800))
                .with("FIL_RELEASE_DEADLINE", "2000")
                .start();
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @BeforeEach
    void next() {
        name = "1986.c" + ++made;
        assertEquals("Hello #1", installation.web().greeting());
    }

    @Test
    void damagedArchiveIsRefused() {
        upgrade(REFUSED, cut(draft().pack())).says("archive", "fil-" + name);
    }

    @Test
    void archiveThatIsNoArchiveIsRefused() throws IOException {
        upgrade(REFUSED, Files.writeString(installation.beside().resolve("fil-" + name + ".tar.gz"), "no archive"))
                .says("archive");
    }

    @Test
    void archiveThatLacksABundleIsRefused() throws IOException {
        ReleaseDraft draft = draft();
        Files.delete(draft.file("fil.templates"));
        upgrade(REFUSED, draft.pack()).says("fil.templates", "missing");
    }

    @Test
    void bundleThatIsNotWhatTheReleaseSaysIsRefused() throws IOException {
        ReleaseDraft draft = draft();
        Path jar = draft.file("fil.templates");
        Files.delete(jar);
        Jars.of(jar, "fil.templates", "1986.0.0.b");
        upgrade(REFUSED, draft.pack()).says("fil-templates", "SHA-256");
    }

    @Test
    void archiveThatWritesOutsideIsRefused() throws IOException {
        ReleaseDraft draft = draft();
        Path archive = draft.pack();
        Path plain = installation.beside().resolve("evil.tar");
        Files.writeString(installation.beside().resolve("evil.txt"), "evil");
        shell(
                "gzip -dc \"$1\" > \"$2\" && tar -rf \"$2\" -C \"$3\" --transform 's,^,../../,' evil.txt && gzip -c \"$2\" > \"$1\"",
                archive.toString(),
                plain.toString(),
                installation.beside().toString());
        upgrade(REFUSED, archive).says("evil.txt", "climbs out");
        assertFalse(Files.exists(installation.home().resolve("../../evil.txt")));
    }

    @Test
    void bundleThatWillNotResolveIsRefusedWithTheRequirement() {
        Path jar = copy("fil.templates", Map.of("Require-Capability", "no.such.thing;filter:=\"(size>=3)\""));
        upgrade(REFUSED, draft().with(jar).pack()).says("fil.templates", "no.such.thing");
    }

    @Test
    void statefulBundleThatDoesNotTakeOverIsRefusedUnlessTheStateMayBeLost() {
        Path jar = copy("fil.fsm", Map.of("Provide-Capability", ""));
        Path archive = draft().with(jar).pack();
        upgrade(REFUSED, archive).says("fil.fsm", "--lose-state");
        installation
                .fil("upgrade", "--lose-state", "fil.fsm", archive.toString())
                .ends(0);
        installation.fil("downgrade", "--lose-state", "fil.fsm").ends(0);
    }

    @Test
    void everyProblemIsListedAndNothingIsChanged() {
        ReleaseDraft draft = draft().with(copy("fil.fsm", Map.of("Provide-Capability", "")))
                .with(copy("fil.templates", Map.of("Require-Capability", "no.such.thing")));
        upgrade(REFUSED, draft.pack()).says("fil.fsm", "--lose-state", "fil.templates", "no.such.thing");
    }

    @Test
    void bundleThatDoesNotStartIsUndone() throws IOException {
        Path jar = Bundles.compile(
                beside("throws.jar"),
                Map.of(
                        "Bundle-SymbolicName",
                        "fil.it.throws",
                        "Bundle-Version",
                        "1.0.0",
                        "Private-Package",
                        "broken",
                        "Bundle-Activator",
                        "broken.Activator"),
                """
                package broken;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) {
                        throw new IllegalStateException("made to fail at its start");
                    }
                    public void stop(org.osgi.framework.BundleContext context) {}
                }
                """);
        upgrade(UNDONE, draft().with(jar).pack()).says("fil.it.throws", "undone");
    }

    @Test
    void componentThatThrowsInItsHandoverIsUndone() {
        Path jar = Bundles.copy(
                jar("fil.fsm", Archives.B),
                beside("fsm.jar"),
                Map.of("Bundle-Version", version()),
                Map.of("META-INF/services/fil.fsm.machine.Palette", "no.such.Palette\n"));
        upgrade(UNDONE, draft().with(jar).pack()).says("fil.fsm", "undone");
    }

    @Test
    void healthThatStaysRedIsUndone() {
        Path jar = Bundles.compile(
                beside("ill.jar"),
                Map.of("Bundle-SymbolicName", "fil.it.ill", "Bundle-Version", "1.0.0", "Private-Package", "ill"),
                """
                package ill;
                import org.apache.felix.hc.api.HealthCheck;
                import org.apache.felix.hc.api.Result;
                import org.osgi.service.component.annotations.Component;
                @Component(property = {HealthCheck.TAGS + "=fil", HealthCheck.NAME + "=made to be ill"})
                public class Ill implements HealthCheck {
                    public Result execute() {
                        return new Result(Result.Status.CRITICAL, "feels ill");
                    }
                }
                """);
        upgrade(UNDONE, draft().with(jar).pack()).says("made to be ill", "undone");
    }

    @Test
    void templateThatCannotBeRenderedIsUndone() {
        Path jar = Bundles.copy(
                jar("fil.templates", Archives.B),
                beside("templates.jar"),
                Map.of("Bundle-Version", version()),
                Map.of("page.html", "<html xmlns:th='http://www.thymeleaf.org'><p th:text=\"${\">"));
        upgrade(UNDONE, draft().with(jar).pack()).says("undone");
    }

    @Test
    void secondUpgradeAndHandOverAreRefusedWhileOneRuns() throws IOException, InterruptedException {
        installation.with("FIL_RELEASE_DEADLINE", "60000");
        installation.restart();
        Path slow = Bundles.compile(
                beside("slow.jar"),
                Map.of(
                        "Bundle-SymbolicName",
                        "fil.it.slow",
                        "Bundle-Version",
                        "1.0.0",
                        "Private-Package",
                        "slow",
                        "Bundle-Activator",
                        "slow.Activator"),
                """
                package slow;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) throws Exception {
                        java.nio.file.Path go = java.nio.file.Path.of("%s");
                        java.nio.file.Files.createFile(go.resolveSibling(go.getFileName() + ".started"));
                        for (int i = 0; i < 600 && !java.nio.file.Files.exists(go); i++) {
                            Thread.sleep(100);
                        }
                        throw new IllegalStateException("made to fail late");
                    }
                    public void stop(org.osgi.framework.BundleContext context) {}
                }
                """.formatted(beside("slow.go")));
        Path archive = draft().with(slow).pack();
        Path output = beside("slow.txt");
        Process first = installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), "upgrade", archive.toString()),
                output);
        try {
            await("the slow step").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(beside("slow.go.started")));
            installation.fil("upgrade", Archives.of(Archives.B).toString()).refuses(name, "since");
            installation.fil("restart", "--handover").ends(BUSY).says("the upgrade to", name, "try again");
            assertEquals("Hello #1", installation.web().greeting());
        } finally {
            Files.createFile(beside("slow.go"));
            first.waitFor();
        }
        assertEquals(UNDONE, first.exitValue(), () -> "The first upgrade: " + read(output));
    }

    private ReleaseDraft draft() {
        return ReleaseDraft.of(Archives.B, name, installation.beside());
    }

    /** Tries it under load: refused or undone with this code, and nobody has noticed. */
    private Ran upgrade(int code, Path archive) {
        Map<String, String> before = state();
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.A);
            Ran ran = installation.fil("upgrade", archive.toString()).ends(code).hasNoTrace();
            assertEquals("Hello #1", installation.web().greeting());
            await("red never comes, lime does")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.web().colour().equals("lime"));
            serving.sawOnlyTheOldRelease();
            assertEquals(before, state(), ran::toString);
            return ran;
        }
    }

    /** What must be as it was: the versions of all bundles and the status of the releases that were there before. */
    private Map<String, String> state() {
        UnaryOperator<String> running =
                text -> text.lines().filter(line -> line.contains("|")).sorted().reduce("", (a, b) -> a + "\n" + b);
        Ran versions = installation.fil("versions").ends(0);
        return Map.of(
                "bundles",
                        running.apply(installation.eval("felix:lb -s").ends(0).output()),
                "permanent",
                        versions.output()
                                .lines()
                                .filter(line -> line.contains("permanent"))
                                .findFirst()
                                .orElse("none"));
    }

    private Path copy(String symbolicName, Map<String, String> headers) {
        Map<String, String> all = new java.util.TreeMap<>(headers);
        all.put("Bundle-Version", version());
        return Bundles.copy(jar(symbolicName, Archives.B), beside(symbolicName + ".jar"), all, Map.of());
    }

    private Path jar(String symbolicName, String release) {
        return installation.home().resolve("repository/" + symbolicName.replace('.', '-') + "-" + release + ".jar");
    }

    private String version() {
        return "1986.0.0." + name.substring(5);
    }

    private Path beside(String file) {
        return installation.beside().resolve(name + "-" + file);
    }

    private static Path cut(Path archive) {
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(file.length() / 2);
            return archive;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void shell(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        installation.run(installation.beside(), command).ends(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            return failed.toString();
        }
    }
}
