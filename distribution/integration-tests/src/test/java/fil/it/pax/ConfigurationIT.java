package fil.it.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import fil.colour.Reading;
import java.time.Instant;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Changes of configuration while the system runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {
    @Inject
    private BundleContext context;

    private Inside inside;

    @Configuration
    public Option[] configuration() throws Exception {
        return new Option[] {RealRelease.options()};
    }

    @Before
    public void lookInside() {
        inside = new Inside(context);
    }

    @Test
    public void newCycleTimeKeepsTheColour() throws Exception {
        Settings.cycle(inside, 60_000);
        Reading slow = inside.reading();
        Settings.cycle(inside, 50_000);
        assertEquals(slow.colour(), inside.reading().colour());
        assertEquals(slow.colour(), inside.web().colour());
    }

    @Test
    public void fasterCycleIsSeenByClients() throws Exception {
        Settings.cycle(inside, 200);
        inside.waitFor("olive");
        inside.waitFor("green");
        inside.waitFor("lime");
    }

    @Test
    public void cycleThatIsNotAllowedChangesNothing() throws Exception {
        Settings.cycle(inside, 400);
        Settings.change(inside, "fil.fsm", "cycle", -1L);
        inside.waitFor("olive");
        inside.waitFor("green");
        inside.waitFor("lime");
        assertFalse(inside.reading().until().isBefore(Instant.now().minusSeconds(1)));
    }
}
