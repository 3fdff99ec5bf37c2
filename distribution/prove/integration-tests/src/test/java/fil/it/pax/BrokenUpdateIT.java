package fil.it.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import fil.it.Jars;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

/** A plain update with a jar that is no good: the shell says so, the system serves on, a good jar repairs it. */
public class BrokenUpdateIT extends InPax {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @After
    public void nothingIsMadeToDie() {
        System.clearProperty(FailingPalette.DEATHS);
    }

    @Test
    public void jarThatIsNoZipIsRefusedAndTheOldVersionServesOn() throws Exception {
        Path jar = Files.writeString(folder.newFile("broken.jar").toPath(), "this is not a jar");
        String said = updateBoth(jar, jar);
        assertTrue("the shell says: " + said, said.toLowerCase().contains("zip") || said.contains("Update of bundle"));
        assertEquals("1986.0.0.a", inside.version("fil.fsm"));
        assertEquals("1986.0.0.a", inside.version("fil.templates"));
    }

    @Test
    public void importThatNobodyExportsIsNamedAndTheSystemServesOn() throws Exception {
        String said = updateBoth(
                Jars.of(
                        folder.newFile("fsm.jar").toPath(),
                        "fil.fsm",
                        "1986.0.0.b",
                        "Import-Package",
                        "no.such.parcel"),
                Jars.of(
                        folder.newFile("tpl.jar").toPath(),
                        "fil.templates",
                        "1986.0.0.b",
                        "Import-Package",
                        "no.such.parcel"));
        assertTrue("the shell says: " + said, said.contains("no.such.parcel"));
    }

    @Test
    public void activatorThatThrowsIsReportedAndTheSystemServesOn() throws Exception {
        String said = updateBoth(throwing("fil.fsm"), throwing("fil.templates"));
        assertTrue("the shell says: " + said, said.contains("made to fail"));
    }

    @Test
    public void theUpdateOfTheShellOfFilEndsWhenTheOldVersionIsBack() throws Exception {
        String said = inside.shell("fil:update fil.fsm '" + throwing("fil.fsm").toUri() + "'");
        assertEquals("1986.0.0.a", inside.version("fil.fsm"));
        assertEquals(Bundle.ACTIVE, inside.bundle("fil.fsm").getState());
        assertTrue(said, said.contains("made to fail") && said.contains("1986.0.0.a runs"));
        assertFalse(said, said.contains("\tat "));
    }

    @Test
    public void paletteThatFailsAtTheFirstColourIsTakenBackAndTheColoursGoOn() throws Exception {
        Path jar = failingPalette();
        System.setProperty(FailingPalette.DEATHS, "1000");
        String said = inside.shell("fil:update fil.fsm '" + jar.toUri() + "'");
        assertEquals(said, "1986.0.0.a", inside.version("fil.fsm"));
        assertTrue(said, said.contains("this machine was made to die") && said.contains("1986.0.0.a runs"));
        inside.waitFor("lime");
    }

    @Test
    public void versionThatCameJustBeforeIsTheOneThatIsPutBack() throws Exception {
        Path jar = failingPalette();
        inside.shell("fil:update fil.fsm '" + inside.jar("fil.fsm", "1986.b") + "'");
        System.setProperty(FailingPalette.DEATHS, "1000");
        String said = inside.shell("fil:update fil.fsm '" + jar.toUri() + "'");
        assertTrue(said, said.contains("this machine was made to die") && said.contains("1986.0.0.b runs"));
        System.clearProperty(FailingPalette.DEATHS);
        inside.waitFor("red");
    }

    /** Version 1986.b, whose colours fail once they are told to. */
    private Path failingPalette() throws Exception {
        return Jars.with(
                Path.of(URI.create(inside.jar("fil.fsm", "1986.b"))),
                folder.getRoot().toPath().resolve("failing.jar"),
                FailingPalette.NAME,
                Map.of("META-INF/services/fil.fsm.machine.Palette", FailingPalette.NAME));
    }

    private Path throwing(String bundle) throws Exception {
        return Jars.of(
                folder.newFile(bundle + ".jar").toPath(),
                bundle,
                "1986.0.0.b",
                ThrowingActivator.class,
                "Bundle-Activator",
                ThrowingActivator.class.getName(),
                "Import-Package",
                "org.osgi.framework");
    }

    /** Updates the colours and the templates with these, asks both, and returns what the shell has said. */
    private String updateBoth(Path fsm, Path templates) throws Exception {
        String said = inside.update("fil.fsm", fsm.toUri().toString())
                + inside.update("fil.templates", templates.toUri().toString());
        inside.web().colour();
        assertEquals("Hello #1", inside.web().greeting());
        repairs("fil.fsm");
        repairs("fil.templates");
        assertEquals("Hello #2", inside.web().greeting());
        inside.restore();
        return said;
    }

    private void repairs(String bundle) throws Exception {
        inside.update(bundle, inside.jar(bundle, "1986.b"));
        inside.bundle(bundle).start();
        assertEquals("1986.0.0.b", inside.version(bundle));
        inside.web().colour();
    }
}
