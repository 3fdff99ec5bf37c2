package fil.it.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.osgi.framework.Bundle;

/** Deploying from the bundle repository that the build makes. */
public class RepositoryIT extends InPax {
    @Test
    public void bothVersionsOfBothBundlesAreOnOffer() {
        for (String name : new String[] {"fil.fsm", "fil.templates"}) {
            for (String version : new String[] {"1986.0.0.a", "1986.0.0.b"}) {
                String said = inside.shell("obr:info " + name + "@" + version);
                assertTrue(name + " " + version + ": " + said, said.contains("version: " + version));
            }
        }
    }

    @Test
    public void deployUpdatesInPlaceUpAndDown() {
        long id = inside.bundle("fil.fsm").getBundleId();
        deploy("fil.fsm", "1986.0.0.b");
        deploy("fil.templates", "1986.0.0.b");
        inside.waitFor("red");
        assertEquals("Hello #2", inside.web().greeting());
        deploy("fil.fsm", "1986.0.0.a");
        deploy("fil.templates", "1986.0.0.a");
        inside.waitFor("lime");
        assertEquals("Hello #1", inside.web().greeting());
        assertEquals(id, inside.bundle("fil.fsm").getBundleId());
    }

    @Test
    public void withoutAVersionTheNewestIsDeployed() {
        inside.shell("obr:deploy -s fil.fsm");
        assertEquals("1986.0.0.b", inside.version("fil.fsm"));
        assertEquals(Bundle.ACTIVE, inside.bundle("fil.fsm").getState());
        inside.waitFor("red");
    }

    @Test
    public void versionThatIsNotThereIsRefusedAndNothingChanges() {
        String said = inside.shell("obr:deploy -s fil.fsm@1986.0.0.z");
        assertEquals(said, "1986.0.0.a", inside.version("fil.fsm"));
        inside.web().colour();
    }

    private void deploy(String name, String version) {
        String said = inside.shell("obr:deploy -s " + name + "@" + version);
        assertEquals(said, version, inside.version(name));
        assertEquals(said, Bundle.ACTIVE, inside.bundle(name).getState());
        inside.web().colour();
    }
}
