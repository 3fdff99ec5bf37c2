package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.faults.FaultOrders;
import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A disk of the installation's own that is full from the beginning, or from any step of an upgrade or its undo on: refused, done
 * or undone, wholly, and said so.
 */
class FullDiskIT {
    private static final int KB = 1 << 10;
    private static final int DONE = 0;
    private static final Map<Integer, String> OUTCOMES = Map.of(DONE, "done", 1, "failed", 10, "refused", 11, "undone");
    private Installation installation;
    private SmallDisk disk;
    private FaultOrders faults;

    @BeforeEach
    void start() throws IOException {
        faults = FaultOrders.none();
        installation = Installation.empty();
        disk = SmallDisk.of(installation);
        installation
                .unpack(Archives.A)
                .javaOptions(faults.javaOption())
                .cycle(Duration.ofMillis(300))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        if (disk != null) {
            installation.fil("stop");
            disk.close();
            installation.close();
        }
        faults.close();
    }

    @Test
    void fromEachStepOfAnUpgradeOrAnUndoOnTheDiskIsFull() throws IOException {
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        List<String> steps = installation.steps(Archives.B);
        List<String> seen = new ArrayList<>();
        for (int step = 1; step <= steps.size(); step++) {
            seen.add(fullFrom("fill " + step, "full after step " + step));
        }
        assertEquals(Set.of("done", "undone"), Set.copyOf(seen), seen::toString);
        System.out.println("FullDiskIT: full after step 1, 2, ... of an upgrade: " + seen);
        int fails = steps.indexOf("cut-over");
        int undone = 0;
        // what is told of an undo begins with why
        while (!fullFrom("fail " + fails + "\nfill " + (fails + 1 + undone), "full after undo " + undone)
                .equals("not full")) {
            undone++;
        }
        assertTrue(undone > fails, "the undo of " + fails + " steps took only " + undone);
        System.out.println("FullDiskIT: full after each of " + undone + " steps of an undo: undone");
        faults.order();
        installation.fil("upgrade", Archives.B).ends(0);
        serves(Archives.B, "with room again");
    }

    /** Upgrades with these orders, and goes back if the new release runs; says how it ended. */
    private String fullFrom(String order, String when) throws IOException {
        faults.order(order);
        String outcome;
        boolean full;
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.B);
            Ran ran = installation.fil("upgrade", Archives.B).hasNoTrace();
            outcome = OUTCOMES.getOrDefault(ran.code(), ran.toString());
            assertTrue(Set.of("done", "undone").contains(outcome), () -> when + ": " + ran);
            boolean done = ran.code() == DONE;
            if (!done) {
                ran.says("was undone, " + Archives.A + " runs as before");
                ran.says(order.startsWith("fail") ? "a fault was ordered" : "make room on the disk");
            }
            full = isWhole(done, serving, when);
        }
        JsonNode newest = installation.json("history").path("changes").path(0);
        assertEquals(Archives.B, newest.path("to").asString(), newest::toString);
        assertEquals(outcome, newest.path("outcome").asString(), newest::toString);
        if (outcome.equals("done")) {
            faults.order();
            installation.fil("downgrade").ends(0);
        }
        return full ? outcome : "not full";
    }

    @Test
    void archiveIsRefusedUntilThereIsRoomForAllOfIt() throws IOException {
        Map<String, Integer> seen = new TreeMap<>();
        int step = 4 * KB;
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
        for (int room = 4; tries(Archives.B, room, seen) != 0; room += 2 * KB) {
            assertTrue(room < 16 * KB, () -> "16 MB are not enough: " + seen);
        }
        System.out.println("FullDiskIT: an unpacked release, room from 4 KB in steps of 2 MB: " + seen);
        assertTrue(seen.keySet().containsAll(Set.of("done", "refused")), seen::toString);
    }

    @Test
    void killedOnAFullDiskItStartsAgainOnceThereIsRoom() throws IOException {
        disk.fill(0);
        String shown = installation.web().colour();
        await("another colour")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !installation.web().colour().equals(shown));
        installation.keepsItsState("full");
        installation.fil("upgrade", Archives.of(Archives.B).toString()).refuses("free");
        installation.kill();
        installation.fil("start").refuses("no room on the disk");
        disk.free();
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        assertEquals("Hello #2", installation.web().greeting());
    }

    /** Upgrades with so much room, and goes back if that was enough; gives the exit code. */
    private int tries(String what, int kilobytes, Map<String, Integer> seen) throws IOException {
        disk.fill(kilobytes);
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
            }
            isWhole(code == DONE, serving, when);
        }
        if (code == 0) {
            installation.fil("downgrade").ends(0);
            installation.fil("remove", what.equals(Archives.B) ? "1986.none" : Archives.B);
        }
        return code;
    }

    /** The new release or the old one, on the full disk and after it, whoever asked; says whether it was full. */
    private boolean isWhole(boolean done, Serving serving, String when) throws IOException {
        serves(done ? Archives.B : Archives.A, when);
        installation.keepsItsState(when);
        boolean full = disk.free();
        installation.keepsItsState(when);
        if (done) {
            serving.lostNothing();
        } else {
            serving.sawOnlyTheOldRelease();
        }
        return full;
    }

    /** Wholly this release, and through all its colours. */
    private void serves(String release, String when) {
        JsonNode versions = installation.json("versions");
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

    private void shows(String colour, String when) {
        await(colour + " " + when)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installation.web().colour().equals(colour));
    }
}
