package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.Jars;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All that changes something, in the middle of an upgrade and in the middle of its undo: it is refused and says for whom, or
 * waits; the undo leaves what was there before, and what has waited comes after it.
 */
class InEachOtherIT {
    private static final Duration DEADLINE = Duration.ofSeconds(150);
    private static final String NAME = "1986.c";
    private static final int REFUSED = 13;
    private static final int UNDONE = 11;
    private static final String WAITS =
            "while (java.nio.file.Files.notExists(java.nio.file.Path.of(\"%s\"))) { Thread.sleep(20); }";

    private final Installation installation = Installation.of(Archives.A);

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    @Tag("long")
    void whatComesInTheMiddleOfAnUpgradeAndOfItsUndoIsRefusedOrWaits() throws Exception {
        Path deploy = Files.createDirectory(installation.home().resolve("deploy"));
        Path forward = installation.beside().resolve("forward");
        Path back = installation.beside().resolve("back");
        installation
                .with("FIL_FILEINSTALL_DIR", deploy.toString())
                .with("FIL_RELEASE_DEADLINE", "120000")
                .start();
        Path archive = ReleaseDraft.of(Archives.B, NAME, installation.beside())
                .with(waitsForwardAndBack(forward, back))
                .pack();
        Process upgrade = installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), "upgrade", archive.toString()),
                installation.beside().resolve("upgrade.txt"));
        List<List<String>> disturbances = disturbances();

        await("the middle of the upgrade").atMost(DEADLINE).until(() -> Files.exists(sign(forward)));
        drop(deploy, "it.first");
        allAreRefused(disturbances);
        Files.createFile(forward);
        await("the middle of its undo").atMost(DEADLINE).until(() -> Files.exists(sign(back)));
        drop(deploy, "it.second");
        allAreRefused(disturbances);
        assertEquals(List.of(), deployed());
        Files.createFile(back);

        assertTrue(upgrade.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(UNDONE, upgrade.exitValue(), installation.log());
        await("what has waited").atMost(DEADLINE).until(() -> deployed().equals(List.of("it.first", "it.second")));
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
        assertEquals("Active", installation.bundle("fil.fsm").group(2));
        assertEquals("Hello #1", installation.web().greeting());
        assertEquals(Archives.A, installation.json("versions").path("permanent").asString());
        installation
                .eval("felix:update " + id("fil.fsm") + " '" + colours().toUri() + "'")
                .ends(0);
    }

    private void allAreRefused(List<List<String>> disturbances) {
        for (List<String> each : disturbances) {
            installation.fil(each.toArray(String[]::new)).ends(REFUSED).says("the upgrade to", NAME);
        }
    }

    private List<List<String>> disturbances() {
        String machine = id("fil.fsm");
        return List.of(
                List.of("eval", "felix:update " + machine + " '" + colours().toUri() + "'"),
                List.of("eval", "felix:stop " + machine),
                List.of("eval", "felix:refresh " + machine),
                List.of("eval", "felix:uninstall " + machine),
                List.of("eval", "obr:deploy -s fil.fsm@1986.0.0.b"),
                List.of("restart", "--handover"));
    }

    private String id(String symbolicName) {
        return installation.bundle(symbolicName).group(1);
    }

    private Path colours() {
        return installation.home().resolve("repository/fil-fsm-1986.b.jar");
    }

    private void drop(Path deploy, String name) throws IOException {
        Path jar = Jars.of(installation.beside().resolve(name + ".jar"), name, "1.0.0", "Bundle-ManifestVersion", "2");
        Files.move(jar, deploy.resolve(name + ".jar"));
    }

    private List<String> deployed() {
        String all = installation.eval("felix:lb -s").ends(0).output();
        return List.of("it.first", "it.second").stream().filter(all::contains).toList();
    }

    /** That a bundle waits for this file. */
    private static Path sign(Path file) {
        return file.resolveSibling(file.getFileName() + ".awaited");
    }

    /** A bundle of which start and stop wait, and which is ill, so that its release is undone. */
    private Path waitsForwardAndBack(Path forward, Path back) {
        return Bundles.compile(
                installation.beside().resolve("waits.jar"),
                Map.of(
                        "Bundle-SymbolicName", "it.waits",
                        "Bundle-Version", "1.0.0",
                        "Private-Package", "waits",
                        "Bundle-Activator", "waits.Activator"),
                """
                package waits;
                import java.util.Hashtable;
                import org.apache.felix.hc.api.HealthCheck;
                import org.apache.felix.hc.api.Result;
                import org.osgi.framework.BundleContext;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(BundleContext context) throws Exception {
                        %s
                        Hashtable<String, Object> tags = new Hashtable<>();
                        tags.put(HealthCheck.TAGS, "fil");
                        tags.put(HealthCheck.NAME, "made to be ill");
                        context.registerService(HealthCheck.class, () -> new Result(Result.Status.CRITICAL, "ill"), tags);
                    }
                    public void stop(BundleContext context) throws Exception { %s }
                }
                """.formatted(awaits(forward), awaits(back)));
    }

    private static String awaits(Path file) {
        return "java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + sign(file) + "\"), \"\");\n"
                + WAITS.formatted(file);
    }
}
