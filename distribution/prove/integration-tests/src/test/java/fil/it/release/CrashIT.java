package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.faults.FaultOrders;
import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The process dies, or the change fails, after each single thing that a change does, by an order to the agent in it.
 * A walk ends when the change ends before the order: then every step had its turn.
 */
class CrashIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, List<String>> COLOURS =
            Map.of(Archives.A, List.of("olive", "green", "lime"), Archives.B, List.of("olive", "green", "red"));
    private static final int DIED = 3;
    private static final int UNDONE = 11;

    private Installation installation;
    private FaultOrders faults;
    private JsonNode kept;

    /** Stands in the colour that the two releases do not share, with most of an hour to go. */
    @BeforeEach
    void start() throws IOException {
        faults = FaultOrders.none();
        installation = Installation.of(Archives.A)
                .javaOptions(faults.javaOption())
                .cycle(Duration.ofSeconds(2))
                .start();
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
        await("lime")
                .atMost(DEADLINE)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> state().path("place").asInt() == 2);
        installation.kill();
        JsonNode lime = state();
        // a start that is quicker would go on with what is left of the two seconds
        await("the end of lime").atMost(DEADLINE).until(() -> Instant.now().isAfter(until(lime)));
        installation.cycle(HOUR).start();
        await("lime for an hour").atMost(DEADLINE).until(() -> Instant.now().isBefore(until(state())));
        kept = state();
    }

    @AfterEach
    void close() {
        installation.close();
        faults.close();
    }

    @Test
    void killedAfterEachStepOfAnUpgrade() throws IOException {
        walkOfDeaths(Archives.A, Archives.B);
        goesOnThroughTheColours(Archives.B);
    }

    @Test
    void killedAfterEachStepOfADowngrade() throws IOException {
        installation.fil("upgrade", Archives.B).ends(0);
        walkOfDeaths(Archives.B, Archives.A);
        goesOnThroughTheColours(Archives.A);
    }

    @Test
    void killedAfterEachStepOfAnUndo() throws IOException {
        int last = steps(Archives.B).size() - 1;
        String failure = "fail " + last + "\n";
        int killed = 0;
        while (dies(failure + "kill " + (last + 1 + killed), Archives.B, UNDONE)) {
            killed++;
            startsAs(Archives.A, Archives.B, "interrupted", "undo step " + killed);
        }
        assertTrue(killed > last, "the undo of " + last + " steps took only " + killed);
        System.out.println("CrashIT: killed " + killed + " times in the undo of " + last + " steps");
        goesOnThroughTheColours(Archives.A);
    }

    @Test
    void failedAfterEachStepOfAnUpgradeTheOldReleaseHasServedAllAlong() throws IOException {
        List<String> steps = steps(Archives.B);
        int cutOver = steps.indexOf("cut-over");
        // after the last one, the commit, there is nothing more to fail
        for (int step = 1; step < steps.size(); step++) {
            faults.order("fail " + step);
            try (Serving serving = new Serving(installation)) {
                serving.changing(Archives.A);
                installation
                        .fil("upgrade", Archives.B)
                        .ends(UNDONE)
                        .hasNoTrace()
                        .says("was undone, " + Archives.A + " runs as before");
                if (step <= cutOver) {
                    serving.sawOnlyTheOldRelease();
                } else {
                    serving.lostNoRequest();
                }
            }
            runs(Archives.A, "failed after step " + step);
            assertEquals("undone", newest().path("outcome").asString());
        }
        faults.order("fail " + steps.size());
        installation.fil("upgrade", Archives.B).ends(0);
        goesOnThroughTheColours(Archives.B);
    }

    /** Dies after each step; before the last one, the commit, the old release must be back, after it the new one. */
    private void walkOfDeaths(String from, String to) throws IOException {
        int steps = steps(to).size();
        int killed = 0;
        while (dies("kill " + (killed + 1), to, 0)) {
            killed++;
            boolean committed = killed == steps;
            startsAs(committed ? to : from, to, committed ? "done" : "interrupted", "step " + killed);
            if (committed) {
                installation.fil("upgrade", from).ends(0);
            }
        }
        assertEquals(steps, killed, "each step had its turn");
        System.out.println("CrashIT: killed after each of " + killed + " steps from " + from + " to " + to);
    }

    /** Changes with these orders; says whether the process has died of it, else it must have ended with this code. */
    private boolean dies(String text, String to, int otherwise) throws IOException {
        ProcessHandle system = installation.process();
        faults.order(text);
        Ran ran = installation.fil("upgrade", to).hasNoTrace();
        faults.order();
        if (ran.code() != DIED) {
            ran.ends(otherwise);
            return false;
        }
        ran.says("fil ended", "bin/fil start");
        await("the end of the system").atMost(DEADLINE).until(() -> !system.isAlive());
        return true;
    }

    private void startsAs(String release, String to, String outcome, String when) throws IOException {
        installation.start();
        runs(release, "killed after " + when);
        JsonNode told = newest();
        assertEquals(to, told.path("to").asString(), () -> when + ": " + told);
        assertEquals(outcome, told.path("outcome").asString(), () -> when + ": " + told);
        assertTrue(
                told.path("failure").asString().endsWith("the next start booted " + release), () -> when + ": " + told);
    }

    /** This release runs, wholly, with the state, and nothing of the change is left. */
    private void runs(String release, String when) throws IOException {
        JsonNode versions = installation.json("versions");
        assertEquals(release, versions.path("permanent").asString(), () -> when + ": " + versions);
        assertEquals(release, versions.path("current").asString(), () -> when + ": " + versions);
        // compares each bundle that is there with what the release says
        assertTrue(versions.path("changedByHand").isEmpty(), () -> when + ": " + versions);
        assertTrue(versions.path("running").isEmpty(), () -> when + ": " + versions);
        assertEquals(
                release.equals(Archives.B) ? "Hello #2" : "Hello #1",
                installation.web().greeting(),
                when);
        assertEquals(COLOURS.get(release).get(2), installation.web().colour(), when);
        JsonNode now = state();
        assertEquals(kept.path("place"), now.path("place"), () -> when + ": " + now);
        Duration moved = Duration.between(until(kept), until(now)).abs();
        assertTrue(moved.toSeconds() < 2, () -> when + ": the time left is off by " + moved);
        try (Stream<Path> left = Files.list(installation.home().resolve("releases"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("."))
                            .toList(),
                    when);
        }
    }

    /** With a short cycle again, one full round from wherever it stands. */
    private void goesOnThroughTheColours(String release) throws IOException {
        runs(release, "at the end");
        installation.kill();
        installation.cycle(Duration.ofMillis(600)).start();
        List<String> seen = new ArrayList<>();
        await("a round of colours")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    String colour = installation.web().colour();
                    if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(colour)) {
                        seen.add(colour);
                    }
                    return seen.size() > 3;
                });
        List<String> colours = COLOURS.get(release);
        int first = colours.indexOf(seen.get(0));
        for (int move = 0; move < seen.size(); move++) {
            assertEquals(colours.get((first + move) % 3), seen.get(move), seen::toString);
        }
    }

    private List<String> steps(String to) {
        List<String> steps = installation.steps(to);
        assertTrue(steps.size() > 5, steps::toString);
        return steps;
    }

    private JsonNode newest() {
        return installation.json("history").path("changes").path(0);
    }

    private JsonNode state() {
        return installation.keptColour();
    }

    private static Instant until(JsonNode state) {
        return Instant.parse(state.path("until").path("instant").asString());
    }
}
