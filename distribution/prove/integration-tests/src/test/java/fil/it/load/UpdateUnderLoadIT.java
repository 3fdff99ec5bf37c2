package fil.it.load;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.KeptConnection;
import fil.it.PromiseBroken;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plain updates from the shell under a constant load: nobody notices but for what is new. */
class UpdateUnderLoadIT {
    private Installation installation;
    private LoadPlan plan;

    @BeforeEach
    void start() {
        installation = Installation.of(Archives.A).cycle(Duration.ofMillis(900)).start();
        plan = LoadPlan.of(installation.web().uri("")).atRate(300);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void noRequestFailsOverUpdatesAndDowngradesOnKeptConnections() {
        assertNothingIsLost(plan);
    }

    @Test
    void noRequestFailsOverUpdatesAndDowngradesOnFreshConnections() {
        assertNothingIsLost(plan.withFreshConnections());
    }

    @Test
    void oneConnectionLivesThroughUpdateAndDowngradeAndANewOneSeesTheSame() throws IOException {
        try (KeptConnection kept = new KeptConnection(installation.port())) {
            assertTrue(kept.get("/").contains("Hello #1"));
            update(Archives.B);
            assertSame(kept, "Hello #2", "red");
            update(Archives.A);
            assertSame(kept, "Hello #1", "lime");
        }
    }

    private void assertSame(KeptConnection kept, String greeting, String colour) throws IOException {
        assertTrue(kept.get("/").contains(greeting));
        try (KeptConnection fresh = new KeptConnection(installation.port())) {
            assertTrue(fresh.get("/").contains(greeting));
            await(colour)
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> kept.get("/which-color.json").contains(colour)
                            && fresh.get("/which-color.json").contains(colour));
        }
    }

    private void assertNothingIsLost(LoadPlan load) {
        try (Load running = Load.start(load)) {
            for (int round = 0; round < 3; round++) {
                update(Archives.B);
                update(Archives.A);
            }
            Report report = running.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
            assertTrue(report.answered() > 300, report::text);
            assertTrue(report.releases().keySet().containsAll(java.util.Set.of(Archives.A, Archives.B)), report::text);
        }
    }

    private void update(String release) {
        installation.update("fil.fsm", release);
        installation.update("fil.templates", release);
    }
}
