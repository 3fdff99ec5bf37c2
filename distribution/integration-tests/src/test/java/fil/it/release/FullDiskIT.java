package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A disk of the installation's own with room for only so many of the writes of an upgrade: told, refused or undone, served on.
 * The room grows until the upgrade passes, so that each write is once the one that fails.
 */
class FullDiskIT {
    private static final int KB = 1 << 10;
    private static final Map<Integer, String> OUTCOMES = Map.of(0, "done", 1, "failed", 10, "refused", 11, "undone");
    private Installation installation;
    private boolean mounted;
    private Path filler;
    private final Set<String> reasons = new TreeSet<>();

    @BeforeEach
    void mountASmallDisk() {
        installation = Installation.empty();
        Ran mount = installation.run(
                installation.beside(),
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=96m",
                        "tmpfs",
                        installation.home().toString()));
        mounted = mount.code() == 0;
        if (!mounted) {
            throw Programs.missing("NOT TESTED: a full disk needs the right to mount one (root): " + mount);
        }
        filler = installation.home().resolve("filler");
        installation.unpack(Archives.A).cycle(Duration.ofMillis(300)).start();
    }

    @AfterEach
    void unmount() {
        installation.fil("stop");
        if (mounted) {
            installation.run(
                    installation.beside(), List.of("umount", installation.home().toString()));
        }
        installation.close();
    }

    @Test
    void archiveIsRefusedUntilThereIsRoomForAllOfIt() throws IOException {
        Map<String, Integer> seen = new TreeMap<>();
        int step = 2_048;
        for (int room = 0; tries(Archives.of(Archives.B).toString(), room, seen) != 0; room += step) {
            assertTrue(room < 64 * KB, () -> "64 MB are not enough: " + seen);
        }
        System.out.println("FullDiskIT: an archive, room from 0 in steps of " + step + " KB: " + seen);
        assertEquals(Set.of("done", "refused"), seen.keySet());
    }

    @Test
    void upgradeIsRefusedUntilThereIsRoomForItAndItsUndo() throws IOException {
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        Map<String, Integer> seen = new TreeMap<>();
        int enough = 0;
        while (tries(Archives.B, enough, seen) != 0) {
            enough += 128;
            assertTrue(enough < 16 * KB, () -> "16 MB are not enough: " + seen);
        }
        for (int room = Math.max(4, enough - 96); room < enough; room += 8) {
            tries(Archives.B, room, seen);
        }
        for (int room = 4; room < 20; room += 4) {
            tries(Archives.B, room, seen);
        }
        System.out.println("FullDiskIT: an unpacked release, room from 0 to " + enough + " KB: " + seen);
        reasons.forEach(reason -> System.out.println("  undone because " + reason));
        assertTrue(seen.keySet().containsAll(Set.of("done", "refused")), seen::toString);
    }

    @Test
    void killedOnAFullDiskItStartsAgainOnceThereIsRoom() throws IOException {
        fill(0);
        String shown = installation.web().colour();
        await("another colour")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !installation.web().colour().equals(shown));
        keepsItsState("full");
        installation.fil("upgrade", Archives.of(Archives.B).toString()).refuses("free");
        installation.kill();
        installation.fil("start").refuses("no room on the disk");
        Files.delete(filler);
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        assertEquals("Hello #2", installation.web().greeting());
    }

    /** Upgrades with so much room, and goes back if that was enough; gives the exit code. */
    private int tries(String what, int kilobytes, Map<String, Integer> seen) throws IOException {
        fill(kilobytes);
        int code;
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.B);
            Ran ran = installation.fil("upgrade", what).hasNoTrace();
            code = ran.code();
            String when = "with " + kilobytes + " KB of room: " + ran;
            assertTrue(OUTCOMES.containsKey(code), when);
            seen.merge(OUTCOMES.get(code), 1, Integer::sum);
            if (code != 0) {
                ran.says(code == 10 ? "free" : "make room");
                ran.output()
                        .lines()
                        .filter(line -> line.contains("failed: "))
                        .forEach(line -> reasons.add(line.replaceFirst(".*failed: ", "")));
            }
            serves(code == 0 ? Archives.B : Archives.A, when);
            keepsItsState(when);
            Files.delete(filler);
            keepsItsState(when);
            if (code == 0) {
                serving.lostNothing();
            } else {
                serving.sawOnlyTheOldRelease();
            }
        }
        if (code == 0) {
            installation.fil("downgrade").ends(0);
            installation.fil("remove", what.equals(Archives.B) ? "1986.none" : Archives.B);
        }
        return code;
    }

    /** Wholly this release, and through all its colours. */
    private void serves(String release, String when) {
        JsonNode versions = new JsonMapper()
                .readTree(installation.fil("versions", "--json").ends(0).output());
        assertEquals(release, versions.path("permanent").asString(), when);
        assertEquals(release, versions.path("current").asString(), when);
        assertTrue(versions.path("changedByHand").isEmpty(), () -> versions + " " + when);
        assertEquals(
                release.equals(Archives.B) ? "Hello #2" : "Hello #1",
                installation.web().greeting(),
                when);
        for (String colour : List.of("olive", "green", release.equals(Archives.B) ? "red" : "lime")) {
            shows(colour, when);
        }
    }

    private void keepsItsState(String when) {
        await("the state is kept " + when)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installation
                        .web()
                        .colour()
                        .equals(installation
                                .state("fil.fsm", "colour")
                                .path("values")
                                .path("colour")
                                .asString()));
    }

    private void shows(String colour, String when) {
        await(colour + " " + when)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installation.web().colour().equals(colour));
    }

    /** Takes up all of the disk but so much. */
    private void fill(int kilobytes) throws IOException {
        byte[] block = new byte[KB];
        try (OutputStream out = Files.newOutputStream(filler)) {
            long take = filler.toFile().getUsableSpace() / KB - kilobytes;
            for (long i = 0; i < take; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            // the colours take a little now and then
            assertTrue(kilobytes < 64, full::toString);
        }
    }
}
