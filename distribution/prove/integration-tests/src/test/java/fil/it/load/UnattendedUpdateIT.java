package fil.it.load;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.PromiseBroken;
import fil.it.Shop;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that nobody watches over: dropped into the deploy folder, or broken. */
class UnattendedUpdateIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Installation installation;
    private Path deploy;

    @BeforeEach
    void start() throws IOException {
        installation = Installation.of(Archives.A).cycle(Duration.ofMillis(900));
        deploy = Files.createDirectory(installation.home().resolve("deploy"));
        installation.with("FIL_FILEINSTALL_DIR", deploy.toString()).start();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    private Path jar(String name) {
        return installation.home().resolve("repository").resolve(name);
    }

    private void runs(String bundle, String version) {
        await(bundle + " " + version).atMost(SOON).until(() -> {
            String listed = installation.fil("eval", "lb -s " + bundle).ends(0).output();
            return listed.contains(bundle + " (" + version + ")")
                    && listed.lines().filter(l -> l.contains("|")).count() == 2;
        });
    }

    @Test
    void aJarDroppedIntoTheDeployFolderUpdatesTheBundleInPlaceAndLosesNothing() throws IOException {
        droppedLosesNothing(
                LoadPlan.of(installation.web().uri("")),
                "fil.fsm",
                "1986.0.0.b",
                jar("fil-fsm-1986.b.jar"),
                "1986.0.0.a",
                jar("fil-fsm-1986.a.jar"));
    }

    @Test
    void soDoesOneWithServlets() throws IOException {
        Path web = installation.jar("fil.web");
        Path newer = Bundles.copy(
                web, installation.beside().resolve("web.jar"), Map.of("Bundle-Version", "1.0.1"), Map.of());
        droppedLosesNothing(LoadPlan.of(installation.web().uri("")), "fil.web", "1.0.1", newer, "1.0.0", web);
    }

    @Test
    void soDoesOneOfSomebodyElse() throws IOException {
        Shop.openIn(installation);
        droppedLosesNothing(
                LoadPlan.of(installation.web().uri("")).asking("/shop/"),
                "it.shop",
                "1.1.0",
                Shop.jar(installation.beside(), "1.1.0"),
                "1.0.0",
                Shop.jar(installation.beside(), "1.0.0"));
    }

    /** Up, down, and up again. */
    private void droppedLosesNothing(
            LoadPlan plan, String bundle, String newVersion, Path newJar, String oldVersion, Path oldJar)
            throws IOException {
        try (Load load = Load.start(plan.atRate(300))) {
            drop(bundle, newJar, newVersion);
            drop(bundle, oldJar, oldVersion);
            drop(bundle, newJar, newVersion);
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
        }
    }

    private void drop(String bundle, Path jar, String version) throws IOException {
        Files.copy(jar, deploy.resolve(bundle + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        runs(bundle, version);
    }

    @Test
    void aJarThatLiesInTheDeployFolderSinceLongDoesNotUndoALaterUpdate() throws IOException {
        Files.copy(jar("fil-fsm-1986.b.jar"), deploy.resolve("fil-fsm.jar"));
        runs("fil.fsm", "1986.0.0.b");
        installation
                .fil("eval", "update fil.fsm file:repository/fil-fsm-1986.a.jar")
                .ends(0);
        installation.restart();
        runs("fil.fsm", "1986.0.0.a");
    }

    @ParameterizedTest
    @CsvSource({
        "fil.fsm, fil-fsm-1986.a.jar, 1986.0.0.a",
        "fil.templates, fil-templates-1986.a.jar, 1986.0.0.a",
        "fil.web, fil-web-1.0.0.jar, 1.0.0"
    })
    void aVersionThatCannotResolveIsTakenBackAndNoRequestFails(String bundle, String file, String version) {
        Path good = installation.home().resolve("bundle").resolve(file);
        Path broken = Bundles.copy(
                good,
                installation.beside().resolve("broken.jar"),
                Map.of("Bundle-Version", "9.9.9", "Import-Package", "nobody.exports.this"),
                Map.of());
        try (Load load = Load.start(LoadPlan.of(installation.web().uri("")).atRate(300))) {
            String said = installation
                    .fil("eval", "update " + bundle + " '" + broken.toUri() + "'")
                    .output();
            assertTrue(said.contains("nobody.exports.this"), said);
            runs(bundle, version);
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
        }
        assertTrue(installation.log().contains("is taken back"), installation::log);
    }
}
