package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import fil.load.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** New versions that hang, that hear no interrupt, or that eat all memory. The old release answers a load throughout. */
class StubbornReleaseIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String NAME = "1986.c";
    private static final List<String> COLOURS = List.of("olive", "green", "lime");
    private static final int ENDED = 3;
    private static final int UNDONE = 11;
    private static final int NOT_UNDONE = 12;
    private static final String HANG = "Thread.sleep(600_000);";
    private static final String HANG_DEAF =
            "while (true) { try { Thread.sleep(600_000); } catch (InterruptedException deaf) { continue; } }";
    private static final String EAT =
            "java.util.List<long[]> all = new java.util.ArrayList<>(); while (true) { all.add(new long[1 << 17]); }";
    /** Makes the change fail before the cut-over, so that the new version is stopped by its undo. */
    private static final String BE_ILL = """
            java.util.Hashtable<String, Object> tags = new java.util.Hashtable<>();
            tags.put(HealthCheck.TAGS, "fil");
            tags.put(HealthCheck.NAME, "made to be ill");
            context.registerService(HealthCheck.class, () -> new Result(Result.Status.CRITICAL, "feels ill"), tags);
            """;

    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.of(Archives.A)
                .cycle(Duration.ofMillis(500))
                .with("FIL_RELEASE_DEADLINE", "2000")
                .start();
    }

    @AfterEach
    void close() {
        // one that hangs in its stop would hold up the end
        installation.process().destroyForcibly();
        installation.close();
    }

    @Test
    void versionThatHangsInItsStartIsInterruptedAndUndone() {
        upgrade(UNDONE, activator(HANG, ""))
                .says("start it.stubborn 1.0.0 did not end in time and was interrupted", "was undone");
        startsAgain();
    }

    @Test
    void versionThatHangsInItsStopIsInterruptedAndUndone() {
        upgrade(UNDONE, activator(BE_ILL, HANG)).says("made to be ill", "was undone");
        startsAgain();
    }

    @Test
    void versionThatHangsInItsHandoverIsInterruptedAndUndone() {
        upgrade(UNDONE, colours(HANG)).says("start fil.fsm", "did not end in time", "was undone");
        startsAgain();
    }

    @Test
    void versionThatHearsNoInterruptInItsStartIsLeftAndSaidSo() {
        upgrade(NOT_UNDONE, activator(HANG_DEAF, ""))
                .says("still hangs", "left: ", "it.stubborn 1.0.0 hangs and cannot be removed", "bin/fil restart");
        startsAgain();
    }

    @Test
    void versionThatHearsNoInterruptInItsStopIsLeftAndSaidSo() {
        upgrade(NOT_UNDONE, activator(BE_ILL, HANG_DEAF))
                .says("made to be ill", "it.stubborn 1.0.0 hangs and cannot be removed", "bin/fil restart");
        startsAgain();
    }

    @Test
    void versionThatHearsNoInterruptInItsHandoverIsLeftBesideTheOldOne() {
        upgrade(NOT_UNDONE, colours(HANG_DEAF))
                .says("fil.fsm", "hangs and cannot be removed; the old version was started beside it", "restart");
        installation.fil("restart").ends(0);
        runsTheOldRelease();
        assertTrue(installation.eval("felix:lb -s").ends(0).output().contains("fil.fsm (1986.0.0.a)"));
    }

    /** No machine is there to keep the colours that clients see go by: the next start knows how far they have come. */
    @Test
    void killedWhileTheHandoverHangsNoColourIsRepeated() throws IOException {
        installation
                .with("FIL_RELEASE_DEADLINE", "60000")
                .cycle(Duration.ofSeconds(1))
                .restart();
        Path output = installation.beside().resolve("upgrade.txt");
        installation.begin(
                installation.home(),
                List.of("bin/fil", "upgrade", draft(colours(HANG)).toString()),
                output);
        await("the end of the old machine").atMost(DEADLINE).until(() -> Files.readString(output)
                .contains("copies the state"));
        int kept = placeKept();
        await("a colour that no machine has kept")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> place() == (kept + 1) % COLOURS.size());
        installation.kill();
        assertEquals(kept, placeKept());
        installation.cycle(Duration.ofHours(1)).start();
        // the one that was seen, or the next one if it had hardly any time left
        int place = place();
        assertTrue(place != kept, () -> "'" + COLOURS.get(place) + "' again");
    }

    private int place() {
        return COLOURS.indexOf(installation.web().colour());
    }

    private int placeKept() {
        return installation.keptColour().path("place").asInt();
    }

    /** A process without memory cannot be trusted: it ends, and its parent, who has the socket, starts it again. */
    @Test
    void versionThatEatsAllMemoryCostsTheProcessAndTheOldReleaseIsBackByItself() throws IOException {
        ProcessHandle before = installation.process();
        try (Serving serving = new Serving(installation)) {
            installation
                    .fil("upgrade", draft(activator(EAT, "")).toString())
                    .ends(ENDED)
                    .hasNoTrace()
                    .says("fil ended before it answered", "bin/fil status");
            await("the old release")
                    .atMost(DEADLINE)
                    .ignoreExceptions()
                    .until(() -> installation.web().greeting().equals("Hello #1"));
            Report report = serving.ended();
            assertEquals(List.of(Archives.A), List.copyOf(report.releases().keySet()), report::text);
            // at most what was under way on each connection when the process ended; on a busy machine the start of the
            // new one may then last longer than these clients wait
            long impatient = report.failures().getOrDefault("timeout", 0L);
            assertTrue(report.failed() - impatient <= 16, report::text);
        }
        assertTrue(!before.isAlive() && installation.pid().pid() != before.pid());
        runsTheOldRelease();
        assertEquals(
                "interrupted",
                installation
                        .json("history")
                        .path("changes")
                        .path(0)
                        .path("outcome")
                        .asString());
        assertTrue(
                Files.readString(installation.home().resolve("log/console.log")).contains("OutOfMemoryError"));
    }

    private Ran upgrade(int code, Path bundle) {
        Path archive = draft(bundle);
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.A);
            Ran ran = installation.fil("upgrade", archive.toString()).ends(code).hasNoTrace();
            runsTheOldRelease();
            serving.sawOnlyTheOldRelease();
            JsonNode told = installation.json("history").path("changes").path(0);
            assertEquals(
                    code == UNDONE ? "undone" : "not-undone",
                    told.path("outcome").asString(),
                    told::toString);
            return ran;
        }
    }

    private void startsAgain() {
        installation.kill();
        installation.start();
        runsTheOldRelease();
        assertTrue(installation.json("versions").path("changedByHand").isEmpty());
    }

    private void runsTheOldRelease() {
        JsonNode versions = installation.json("versions");
        assertEquals(Archives.A, versions.path("permanent").asString(), versions::toString);
        assertEquals(Archives.A, versions.path("current").asString(), versions::toString);
        assertEquals("Hello #1", installation.web().greeting());
        for (String colour : COLOURS) {
            await(colour)
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.web().colour().equals(colour));
        }
    }

    private Path draft(Path bundle) {
        return ReleaseDraft.of(Archives.B, NAME, installation.beside())
                .with(bundle)
                .pack();
    }

    private Path activator(String start, String stop) {
        return Bundles.compile(
                installation.beside().resolve("stubborn.jar"),
                Map.of(
                        "Bundle-SymbolicName", "it.stubborn",
                        "Bundle-Version", "1.0.0",
                        "Private-Package", "stubborn",
                        "Bundle-Activator", "stubborn.Activator"),
                """
                package stubborn;
                import org.apache.felix.hc.api.HealthCheck;
                import org.apache.felix.hc.api.Result;
                import org.osgi.framework.BundleContext;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(BundleContext context) throws Exception { %s }
                    public void stop(BundleContext context) throws Exception { %s }
                }
                """.formatted(start, stop));
    }

    /** A next version of the colours that takes its state and then does this. */
    private Path colours(String then) {
        return Bundles.compile(
                installation.beside().resolve("colours.jar"),
                Map.of(
                        "Bundle-SymbolicName", "fil.fsm",
                        "Bundle-Version", "1986.0.0.c",
                        "Private-Package", "stubborn",
                        "Provide-Capability", "fil.appup;fil.appup=colour;from=\"[1986.0.0.a,1986.0.0.c]\""),
                """
                package stubborn;
                import org.osgi.service.component.annotations.*;
                @Component(immediate = true, service = Colours.class)
                public class Colours {
                    @Activate public Colours(@Reference fil.handover.Handover handover) throws Exception {
                        handover.received("colour").orElseThrow();
                        %s
                    }
                }
                """.formatted(then));
    }
}
