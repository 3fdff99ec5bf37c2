package fil.it.load;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.PromiseBroken;
import fil.it.ReleaseDraft;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no bundle of ours can replace: Jetty, in place, and the whole process. Neither refuses or loses a request. */
class ReplacedServerIT {
    private static final String JETTY = "org.apache.felix.http.jetty12";

    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.of(Archives.A).cycle(Duration.ofMinutes(5)).start();
    }

    @AfterEach
    void end() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jetty(boolean fresh) {
        String id = installation.bundle(JETTY).group(1);
        losesNothing(fresh, () -> {
            update();
            installation.eval("felix:refresh " + id).ends(0);
            answers();
            installation.eval("felix:refresh " + id).ends(0);
            answers();
            installation.eval("felix:stop " + id).ends(0);
            installation.eval("felix:start " + id).ends(0);
            answers();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jettyThatIsUpdatedWithoutARefresh(boolean fresh) {
        losesNothing(fresh, () -> {
            update();
            answers();
        });
    }

    /** Takes everything along that serves HTTP: Jetty, the gate, and all bundles with servlets. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servletApi(boolean fresh) {
        losesNothing(fresh, () -> {
            for (int i = 0; i < 3; i++) {
                installation.eval("refresh org.apache.felix.http.servlet-api").ends(0);
                answers();
            }
        });
    }

    private void update() {
        Path jar = installation.home().resolve("bundle").resolve(JETTY + "-1.1.8.jar");
        installation.updateFrom(JETTY, jar.toUri().toString()).ends(0);
    }

    /** A connection waits as long as no server is there to take it. */
    private void answers() {
        await("an answer")
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation.web().answers());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void process(boolean fresh) {
        ProcessHandle before = installation.pid();
        String colour = installation.web().colour();
        losesNothing(fresh, installation::handOver);
        assertFalse(before.isAlive());
        assertNotEquals(before.pid(), installation.pid().pid());
        assertEquals(colour, installation.web().colour());
        installation.fil("ping").ends(0);
        installation.fil("stop").ends(0);
        assertFalse(installation.web().answers());
    }

    /** While the old process waits for its clients to leave, nobody publishes a colour there any more. */
    @Test
    void processWhoseColourRunsOutMeanwhile() {
        installation.close();
        installation = Installation.of(Archives.A).cycle(Duration.ofMillis(50)).start();
        losesNothing(false, installation::handOver);
    }

    @Test
    void processIsReplacedOnceMoreAndStartsAgainAfterIt() {
        installation.update("fil.templates", Archives.B);
        installation.handOver();
        installation.handOver();
        assertEquals("Hello #2", installation.web().greeting());
        installation.restart();
        assertEquals("Hello #2", installation.web().greeting());
        assertEquals(1, caches(), "one cache is left");
    }

    private long caches() {
        return Stream.of("felix-cache", "felix-cache.2")
                .filter(name -> Files.exists(installation.home().resolve(name)))
                .count();
    }

    @Test
    void newProcessThatDoesNotStartLeavesTheOldOneServing() {
        ProcessHandle before = installation.pid();
        installation.javaOptions("-XX:NoSuchOption");
        installation.fil("restart", "--handover").ends(1).hasNoTrace().says("serves on", Long.toString(before.pid()));
        assertEquals(before.pid(), installation.pid().pid());
        assertTrue(installation.web().answers());
        installation.javaOptions("-Xmx200m");
        installation.handOver();
        assertTrue(installation.web().answers());
    }

    @Test
    void newProcessThatIsNotHealthyLeavesTheOldOneServing() {
        ProcessHandle before = installation.pid();
        losesNothing(false, () -> {
            installation.javaOptions("-Dorg.apache.felix.http.enable=false");
            installation
                    .fil("restart", "--handover")
                    .ends(1)
                    .hasNoTrace()
                    .says("not healthy", "serves on", Long.toString(before.pid()));
        });
        assertEquals(before.pid(), installation.pid().pid());
        await("the cache of the new process to go")
                .atMost(Duration.ofSeconds(60))
                .until(() -> caches() == 1);
    }

    @ParameterizedTest
    @CsvSource({"fil.web, false", "fil.web, true", JETTY + ", false", JETTY + ", true"})
    void bundleOfARelease(String bundle, boolean fresh) {
        ReleaseDraft draft = ReleaseDraft.of(Archives.A, "1986.c", installation.beside());
        Path jar = Bundles.copy(
                draft.file(bundle),
                installation.beside().resolve("new.jar"),
                Map.of("Bundle-Version", "9.0.0"),
                Map.of());
        Path archive = draft.with(jar).pack();
        losesNothing(fresh, () -> {
            installation.fil("upgrade", archive.toString()).ends(0);
            assertEquals("9.0.0", installation.version(bundle));
            installation.fil("downgrade").ends(0);
        });
        assertNotEquals("9.0.0", installation.version(bundle));
    }

    private void losesNothing(boolean fresh, Runnable change) {
        LoadPlan plan = LoadPlan.of(installation.web().uri("")).atRate(200);
        try (Load load = Load.start(fresh ? plan.withFreshConnections() : plan)) {
            change.run();
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
            assertTrue(report.answered() > 0, report::text);
        }
    }
}
