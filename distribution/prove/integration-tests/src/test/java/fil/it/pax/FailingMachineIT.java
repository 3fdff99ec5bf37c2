package fil.it.pax;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import fil.colour.ColourSource;
import fil.it.Jars;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A colour machine that dies: it is restarted where it stood, five times in ten seconds; then it is given up, and all is told. */
public class FailingMachineIT extends InPax {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void bringInAMachineThatCanDie() throws Exception {
        Settings.cycle(inside, 300);
        Path jar = Jars.with(
                Path.of(URI.create(inside.jar("fil.fsm", "1986.b"))),
                folder.getRoot().toPath().resolve("failing.jar"),
                FailingPalette.NAME,
                Map.of("META-INF/services/fil.fsm.machine.Palette", FailingPalette.NAME));
        String said = inside.update("fil.fsm", jar.toUri().toString());
        assertEquals(said, "1986.0.0.b", inside.version("fil.fsm"));
        inside.waitFor("red");
    }

    @After
    public void nothingIsMadeToDie() throws Exception {
        System.clearProperty(FailingPalette.DEATHS);
        Settings.change(inside, "fil.web", "wait", 5_000L);
        Settings.change(inside, "fil.web", "grace", 10_000L);
    }

    @Test
    public void fiveDeathsAreOvercomeAndTheColoursGoOn() throws Exception {
        ColourSource before = inside.service(ColourSource.class);
        die(5);
        Instant restarted = Instant.now();
        await("a colour of after the restarts")
                .atMost(Inside.DEADLINE)
                .until(() -> inside.reading().until().isAfter(restarted.plusMillis(300)));
        assertSame("the service has stayed", before, inside.service(ColourSource.class));
        assertEquals(Result.Status.OK, health().getStatus());
        inside.waitFor("olive");
        inside.waitFor("red");
    }

    @Test
    public void theSixthDeathTakesTheServiceAwayAndHealthAndClientsAreTold() throws Exception {
        Settings.change(inside, "fil.web", "wait", 300L);
        Settings.change(inside, "fil.web", "grace", 300L);
        die(6);
        await("the end of the service")
                .atMost(Inside.DEADLINE)
                .until(() -> context.getServiceReference(ColourSource.class) == null);
        Result health = health();
        assertEquals(Result.Status.CRITICAL, health.getStatus());
        assertTrue(health.toString(), health.toString().contains("this machine was made to die"));
        await("503")
                .atMost(Inside.DEADLINE)
                .until(() -> inside.web().ask("GET", "/which-color.json").statusCode() == 503);
        HttpResponse<String> answer = inside.web().ask("GET", "/which-color.json");
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals("Hello #1", inside.web().greeting());
    }

    @Test
    public void theWayBackThatHealthSaysWorks() throws Exception {
        die(6);
        await("the end of the service")
                .atMost(Inside.DEADLINE)
                .until(() -> context.getServiceReference(ColourSource.class) == null);
        String said = health().toString();
        assertTrue(said, said.contains("refresh fil.fsm"));
        inside.shell("felix:refresh " + inside.bundle("fil.fsm").getBundleId());
        await("an answer").atMost(Inside.DEADLINE).until(() -> inside.web().answers());
        inside.waitFor("olive");
        assertEquals(Result.Status.OK, health().getStatus());
    }

    private static void die(int times) {
        assertNull(System.getProperty(FailingPalette.DEATHS));
        System.setProperty(FailingPalette.DEATHS, Integer.toString(times));
        await("the last death").atMost(Inside.DEADLINE).until(() -> Integer.getInteger(FailingPalette.DEATHS) == 0);
    }

    private Result health() throws Exception {
        return context.getService(context.getServiceReferences(HealthCheck.class, "(hc.name=colour machine)")
                        .iterator()
                        .next())
                .execute();
    }
}
