package fil.byhand;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.signals.ChangeClaim;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What becomes of files that File Install tells of. */
class DeployFolderTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration GONE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private InFelix felix;
    private DeployFolder deploy;
    private Path watched;

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder, Optional::empty);
        watched = Files.createDirectory(folder.resolve("deploy"));
        deploy = new DeployFolder(felix.context(), felix.byHand, GONE);
    }

    @AfterEach
    void stop() throws Exception {
        deploy.close();
        felix.stop();
    }

    private File drop(Path jar, String as) throws IOException {
        File file = Files.move(jar, watched.resolve(as)).toFile();
        assertTrue(deploy.canHandle(file));
        deploy.install(file);
        return file;
    }

    private Bundle awaitRuns(String name, String version) {
        await(name + " " + version).atMost(DEADLINE).until(() -> felix.named(name)
                .filter(it -> it.getVersion().toString().equals(version) && it.getState() == Bundle.ACTIVE)
                .isPresent());
        return felix.named(name).orElseThrow();
    }

    private void awaitIdle() {
        await("nobody changes anything").atMost(DEADLINE).until(() -> ChangeClaim.holder(felix.context())
                .isEmpty());
    }

    @Test
    void bundleIsKnownByItsNameWhateverItsFileIsCalled() throws Exception {
        File first = drop(felix.jar("shop", "1.0.0"), "shop-1.0.jar");
        long id = awaitRuns("shop", "1.0.0").getBundleId();
        drop(felix.jar("shop", "2.0.0"), "shop-2.0.jar");
        assertTrue(first.delete());
        deploy.uninstall(first);
        assertEquals(id, awaitRuns("shop", "2.0.0").getBundleId());
        await().during(GONE.multipliedBy(2)).atMost(DEADLINE).until(() -> felix.named("shop")
                .isPresent());
        File second = watched.resolve("shop-2.0.jar").toFile();
        assertTrue(second.delete());
        deploy.uninstall(second);
        await("its end").atMost(DEADLINE).until(() -> felix.named("shop").isEmpty());
    }

    @Test
    void filesThatComeTogetherAreOneChangeAndAreTriedAgainWhenWhatIsMissingComes() throws Exception {
        Path good = Files.move(felix.jar("good", "1.0.0"), watched.resolve("good.jar"));
        Path bad = Files.move(
                felix.jar("bad", "1.0.0", "Import-Package", "org.osgi.framework,no.such.parcel"),
                watched.resolve("bad.jar"));
        deploy.install(good.toFile());
        deploy.install(bad.toFile());
        Path notes = felix.context().getDataFile("deployed.properties").toPath();
        await("the change of both")
                .atMost(DEADLINE)
                .until(() -> Files.exists(notes) && Files.readString(notes).contains("bad.jar"));
        awaitIdle();
        assertEquals(Optional.empty(), felix.named("good"));
        assertEquals(Optional.empty(), felix.named("bad"));
        drop(felix.jar("parcels", "1.0.0", "Export-Package", "no.such.parcel"), "parcels.jar");
        awaitRuns("parcels", "1.0.0");
        awaitRuns("bad", "1.0.0");
        // which was well, and was taken back with the other one
        awaitRuns("good", "1.0.0");
    }

    @Test
    void itWaitsUntilNobodyElseChangesTheSystem() throws Exception {
        ChangeClaim.Purpose upgrade = new ChangeClaim.Purpose("the upgrade to 2", "test", false);
        ChangeClaim claim = ChangeClaim.claim(felix.context(), upgrade, Duration.ZERO, holder -> {});
        drop(felix.jar("shop", "1.0.0"), "shop.jar");
        await().during(Duration.ofSeconds(1)).atMost(DEADLINE).until(() -> felix.named("shop")
                .isEmpty());
        assertEquals(Optional.of(upgrade), ChangeClaim.holder(felix.context()).map(ChangeClaim.Holder::purpose));
        claim.end();
        awaitRuns("shop", "1.0.0");
        awaitIdle();
    }

    @Test
    void whatLiesThereSinceLongUndoesNoLaterChange() throws Exception {
        File file = drop(felix.jar("shop", "1.0.0"), "shop.jar");
        Bundle shop = awaitRuns("shop", "1.0.0");
        awaitIdle();
        shop.update(Files.newInputStream(felix.jar("shop", "2.0.0")));
        deploy.close();
        deploy = new DeployFolder(felix.context(), felix.byHand, GONE);
        deploy.install(file);
        drop(felix.jar("marker", "1.0.0"), "marker.jar");
        awaitRuns("marker", "1.0.0");
        felix.assertRuns(shop, "2.0.0");
    }

    @Test
    void bundleThatWasThereWithoutTheFolderStaysWhenItsFileGoes() throws Exception {
        Bundle shop = felix.start(felix.jar("shop", "1.0.0"));
        File file = drop(felix.jar("shop", "2.0.0"), "shop-new.jar");
        awaitRuns("shop", "2.0.0");
        awaitIdle();
        assertTrue(file.delete());
        deploy.uninstall(file);
        await().during(GONE.multipliedBy(3)).atMost(DEADLINE).until(() -> shop.getState() == Bundle.ACTIVE);
        felix.assertRuns(shop, "2.0.0");
    }

    @Test
    void whatIsNoBundleIsLeftToOthers() throws IOException {
        assertFalse(deploy.canHandle(
                Files.writeString(watched.resolve("text.jar"), "no jar").toFile()));
        assertFalse(deploy.canHandle(Files.move(felix.jar("shop", "1.0.0"), watched.resolve(".hidden.jar"))
                .toFile()));
        assertFalse(deploy.canHandle(watched.toFile()));
    }
}
