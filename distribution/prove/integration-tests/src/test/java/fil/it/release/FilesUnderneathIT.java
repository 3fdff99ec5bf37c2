package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.faults.FaultOrders;
import fil.it.Archives;
import fil.it.Folders;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files of the installation that are deleted or cannot be written while it runs: old or new, wholly, and said so. */
class FilesUnderneathIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int FAILED = 1;
    private static final int REFUSED = 10;
    private static final int UNDONE = 11;
    private final List<Path> mounted = new ArrayList<>();
    private Installation installation;
    private FaultOrders faults;

    @BeforeEach
    void start() throws IOException {
        faults = FaultOrders.none();
        installation = Installation.of(Archives.A)
                .cycle(Duration.ofMillis(300))
                .javaOptions(faults.javaOption())
                .start();
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
    }

    @AfterEach
    void close() throws IOException {
        mounted.forEach(this::writable);
        installation.close();
        faults.close();
    }

    @Test
    void jarOfTheReleaseToComeIsGone() throws IOException {
        Files.delete(installation.home().resolve("bundle/fil-fsm-1986.b.jar"));
        upgrade(REFUSED).says("fil.fsm 1986.0.0.b", "missing");
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        upgrade(0);
    }

    @Test
    void jarsOfTheRunningReleaseAreGoneAndItsUndoTakesTheFrameworksOwn() throws IOException {
        Files.delete(installation.home().resolve("bundle/fil-fsm-1986.a.jar"));
        Files.delete(installation.home().resolve("bundle/fil-templates-1986.a.jar"));
        faults.order("fail 9");
        upgrade(UNDONE).says("a fault was ordered after 'Health");
        faults.order();
        upgrade(0);
        installation.fil("downgrade").ends(REFUSED).says("fil.fsm 1986.0.0.a", "missing");
        runs(Archives.B);
        installation.fil("unpack", Archives.of(Archives.A).toString()).ends(0);
        installation.fil("downgrade").ends(0);
        runs(Archives.A);
    }

    @Test
    void releasesFolderCannotBeWritten() {
        readOnly("releases");
        upgrade(UNDONE).says("Read-only file system", "bytes that an undo might need");
        installation
                .fil("upgrade", Archives.of(Archives.B).toString())
                .ends(FAILED)
                .hasNoTrace()
                .says("Read-only file system", "nothing of it was left behind");
        runs(Archives.A);
        mounted.forEach(this::writable);
        upgrade(0);
    }

    @Test
    void frameworksCacheCannotBeWritten() {
        readOnly("felix-cache");
        upgrade(UNDONE).says("update fil.fsm to 1986.0.0.b failed");
        mounted.forEach(this::writable);
        upgrade(0);
    }

    @Test
    void stateCannotBeWrittenAndTheColoursGoOnByTheClock() {
        readOnly("state");
        upgrade(0);
        installation.fil("downgrade").ends(0);
        runs(Archives.A);
        mounted.forEach(this::writable);
        installation.keepsItsState("once it can be written");
    }

    @Test
    void stateIsDeletedAndKeptAgainAtTheNextMove() {
        Folders.remove(installation.home().resolve("state"));
        await("the state is written anew")
                .atMost(DEADLINE)
                .until(() -> Files.exists(installation.home().resolve("state/fil.fsm/colour.json")));
        installation.keepsItsState("anew");
        upgrade(0);
    }

    @Test
    void runFolderIsDeletedAndARestartPutsThatRight() {
        Folders.remove(installation.home().resolve("run"));
        for (String verb : List.of("status", "versions", "start", "foreground")) {
            installation.fil(verb).ends(FAILED).says("its folder run/ was deleted", "bin/fil restart");
        }
        assertEquals("Hello #1", installation.web().greeting());
        installation.restart();
        runs(Archives.A);
        upgrade(0);
    }

    /** Upgrades under load; with 0 the new release runs, else the old one, and always only one. */
    private Ran upgrade(int code) {
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.B);
            Ran ran = installation.fil("upgrade", Archives.B).ends(code).hasNoTrace();
            runs(code == 0 ? Archives.B : Archives.A);
            if (code == 0) {
                serving.lostNothing();
            } else {
                serving.sawOnlyTheOldRelease();
            }
            return ran;
        }
    }

    private void runs(String release) {
        JsonNode versions = installation.json("versions");
        assertEquals(release, versions.path("permanent").asString(), versions::toString);
        assertEquals(release, versions.path("current").asString(), versions::toString);
        assertTrue(versions.path("changedByHand").isEmpty(), versions::toString);
        assertEquals(
                release.equals(Archives.B) ? "Hello #2" : "Hello #1",
                installation.web().greeting());
        for (String colour : List.of("olive", "green", release.equals(Archives.B) ? "red" : "lime")) {
            await(colour)
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.web().colour().equals(colour));
        }
    }

    /** Root writes whatever the modes say, but not into a file system that is mounted so. */
    private void readOnly(String name) {
        Path folder = installation.home().resolve(name);
        Ran mount = installation.run(
                installation.beside(), List.of("mount", "--bind", folder.toString(), folder.toString()));
        if (mount.code() != 0) {
            throw Programs.missing("NOT TESTED: a read-only folder needs the right to mount one (root): " + mount);
        }
        mounted.add(folder);
        // busy while a file in it is just being written
        await("read-only " + name)
                .atMost(DEADLINE)
                .until(() -> installation
                                .run(
                                        installation.beside(),
                                        List.of("mount", "-o", "remount,ro,bind", folder.toString()))
                                .code()
                        == 0);
    }

    private void writable(Path folder) {
        installation.run(installation.beside(), List.of("umount", folder.toString()));
    }
}
