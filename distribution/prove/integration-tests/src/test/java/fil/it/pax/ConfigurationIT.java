package fil.it.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import fil.colour.Reading;
import java.time.Instant;
import org.junit.Test;

/** Changes of configuration while the system runs. */
public class ConfigurationIT extends InPax {
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
