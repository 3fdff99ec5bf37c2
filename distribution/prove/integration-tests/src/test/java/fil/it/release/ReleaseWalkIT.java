package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a release as an operator types it. */
class ReleaseWalkIT {
    private Installation installation;

    @BeforeEach
    void start() {
        installation =
                Installation.of(Archives.A).cycle(Duration.ofMillis(1500)).start();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void upgradeOfACopiedArchiveAndDowngradeAsInTheGuide() throws IOException {
        Path folder = Files.createDirectory(installation.home().resolve("releases/1986.b"));
        Files.copy(Archives.of(Archives.B), folder.resolve("fil.tar.gz"));
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.B);
            installation.fil("upgrade", "1986.b/fil").ends(0).hasNoTrace().says("1986.b");
            runs(Archives.B, "Hello #2", "red");
            statusIs(Archives.B, "permanent");
            statusIs(Archives.A, "old");
            serving.changing(Archives.A);
            installation.fil("downgrade").ends(0).hasNoTrace().says("1986.a");
            runs(Archives.A, "Hello #1", "lime");
            statusIs(Archives.A, "permanent");
            statusIs(Archives.B, "old");
            serving.lostNothing();
        }
    }

    @Test
    void upgradeByPathByNameAndBackByName() {
        try (Serving serving = new Serving(installation)) {
            for (int round = 0; round < 3; round++) {
                serving.changing(Archives.B);
                installation
                        .fil("upgrade", round == 0 ? Archives.of(Archives.B).toString() : Archives.B)
                        .ends(0);
                assertEquals("Hello #2", installation.web().greeting());
                serving.changing(Archives.A);
                installation.fil("upgrade", Archives.A).ends(0);
                assertEquals("Hello #1", installation.web().greeting());
            }
            serving.lostNothing();
        }
    }

    @Test
    void eachStepAlone() {
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        statusIs(Archives.B, "unpacked");
        installation.fil("check", Archives.B).ends(0);
        installation.fil("install", Archives.B).ends(0);
        statusIs(Archives.B, "current");
        statusIs(Archives.A, "permanent");
        runs(Archives.B, "Hello #2", "red");
        installation.fil("permanent", Archives.B).ends(0);
        statusIs(Archives.B, "permanent");
    }

    @Test
    void releaseThatIsNotPermanentIsGoneAtTheNextStart() {
        installation
                .fil("upgrade", "--no-permanent", Archives.of(Archives.B).toString())
                .ends(0);
        statusIs(Archives.B, "current");
        installation.restart();
        runs(Archives.A, "Hello #1", "lime");
        statusIs(Archives.A, "permanent");
    }

    @Test
    void permanentReleaseIsThereAfterKill() {
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.kill();
        installation.start();
        runs(Archives.B, "Hello #2", "red");
        statusIs(Archives.B, "permanent");
    }

    @Test
    void removeFreesFilesButNeverOfTheReleaseThatRuns() {
        installation.fil("remove", Archives.A).refuses("1986.a");
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.fil("remove", Archives.B).refuses("1986.b");
        Path old = installation.home().resolve("bundle/fil-fsm-1986.a.jar");
        assertTrue(Files.exists(old));
        installation.fil("remove", Archives.A).ends(0);
        assertFalse(Files.exists(old), () -> old + " is freed");
        assertFalse(installation.fil("versions").ends(0).output().contains("1986.a"));
        installation.fil("downgrade").refuses("1986.a", "no longer here");
        installation.restart();
        runs(Archives.B, "Hello #2", "red");
    }

    @Test
    void settingsOfTheOperatorSurviveUpAndDown() throws IOException {
        Path file = installation.home().resolve("conf/fil.properties");
        String mine = Files.readString(file) + "\n# mine\nweb.wait=4321\n";
        Files.writeString(file, mine);
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        assertEquals(mine, Files.readString(file));
        installation.fil("downgrade").ends(0);
        assertEquals(mine, Files.readString(file));
        installation.restart();
        assertTrue(installation.web().answers());
    }

    @Test
    void planSaysTheStepsAndChangesNothing() {
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        Ran plan = installation
                .fil("plan", Archives.B)
                .ends(0)
                .says("fil.fsm", "fil.templates", "1986.0.0.a", "1986.0.0.b");
        assertFalse(plan.output().contains("jetty"), plan::toString);
        statusIs(Archives.B, "unpacked");
        assertEquals("Hello #1", installation.web().greeting());
    }

    @Test
    void planOfTwoArchivesNeedsNoRunningSystem() {
        installation.fil("stop").ends(0);
        installation
                .fil(
                        "plan",
                        Archives.of(Archives.A).toString(),
                        Archives.of(Archives.B).toString())
                .ends(0)
                .says("fil.fsm", "fil.templates", "1986.0.0.b");
    }

    @Test
    void historyTellsEachChange() {
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.fil("downgrade").ends(0);
        Ran history = installation.fil("history").ends(0).says("1986.a", "1986.b");
        assertTrue(
                history.output().lines().filter(line -> line.contains("1986.b")).count() >= 2, history::toString);
    }

    @Test
    void oneObjectOfJsonForScripts() {
        Ran ran = installation
                .fil("upgrade", "--json", Archives.of(Archives.B).toString())
                .ends(0);
        var json = new tools.jackson.databind.json.JsonMapper().readTree(ran.output());
        assertTrue(json.isObject(), ran::toString);
        assertEquals("1986.a", json.path("from").asString(), ran::toString);
        assertEquals("1986.b", json.path("to").asString(), ran::toString);
    }

    @Test
    void releaseThatIsNotThereIsRefused() {
        installation.fil("upgrade", "1986.q").refuses("1986.q");
        installation.fil("upgrade", "/no/such/file.tar.gz").refuses("/no/such/file.tar.gz");
        installation.fil("downgrade").refuses("no release to downgrade to", "bin/fil versions");
    }

    @Test
    void handUpdateIsShownInTheListOfReleases() {
        installation.update("fil.templates", Archives.B);
        installation.fil("versions").ends(0).says("fil.templates", "1986.0.0.b");
    }

    private void runs(String release, String greeting, String colour) {
        assertEquals(greeting, installation.web().greeting());
        assertEquals("1986.0.0." + release.substring(5), installation.version("fil.fsm"));
        await(colour)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(30))
                .until(() -> installation.web().colour().equals(colour));
    }

    private void statusIs(String release, String status) {
        Ran versions = installation.fil("versions").ends(0);
        assertTrue(
                versions.output().lines().anyMatch(line -> line.contains(release) && line.contains(status)),
                () -> release + " must be " + status + ": " + versions);
    }
}
