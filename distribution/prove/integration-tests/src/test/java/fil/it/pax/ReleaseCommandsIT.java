package fil.it.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The life of a release from inside, in the Gogo shell. */
public class ReleaseCommandsIT extends InPax {
    @Before
    public void copyTheUpgrade() throws Exception {
        Path releases = Path.of(context.getProperty(RealRelease.HOME), "releases");
        Path copied = Files.createDirectories(releases.resolve("1986.b")).resolve("fil.tar.gz");
        if (Files.notExists(copied)) {
            Files.copy(Path.of(context.getProperty(RealRelease.UPGRADE)), copied);
        }
    }

    @After
    public void goBack() {
        inside.shell("fil:upgrade 1986.a");
    }

    @Test
    public void theWholeWalkByCommands() {
        says("fil:versions", "1986.a           permanent");
        says("fil:check 1986.b/fil", "1986.b can replace 1986.a: no problems found.");
        says("fil:plan 1986.b/fil", "update     fil.fsm: 1986.0.0.a becomes 1986.0.0.b");
        says("fil:upgrade 1986.b/fil", "1986.b runs; clients saw it after");
        inside.waitFor("red");
        assertEquals("Hello #2", inside.web().greeting());
        says("fil:versions", "1986.b           permanent");
        says("fil:remove 1986.b", "1986.b is permanent and stays");
        says("fil:downgrade", "1986.a runs; clients saw it after");
        inside.waitFor("lime");
        assertEquals("Hello #1", inside.web().greeting());
        says("fil:downgrade", "there is no release to downgrade to");
        says("fil:history", "1986.b -> 1986.a  done");
    }

    @Test
    public void eachStepAlone() {
        says("fil:unpack 1986.b/fil", "1986.b is unpacked");
        says("fil:install 1986.b", "1986.b runs; clients saw it after");
        says("fil:versions", "1986.a           permanent at the next start");
        says("fil:permanent 1986.b", "1986.b is permanent.");
        says("fil:downgrade", "1986.a runs");
        says("fil:remove 1986.b", "1986.b is removed");
        String versions = inside.shell("fil:versions");
        assertFalse(versions, versions.contains("1986.b"));
    }

    @Test
    public void helpSaysWhatACommandDoes() {
        says("help fil:upgrade", "unpack, check, install, make permanent");
        says("fil:upgrade --nonsense 1986.b", "There is no option --nonsense. Usage: upgrade");
    }

    private void says(String line, String expected) {
        String said = inside.shell(line);
        assertTrue(line + " says: " + said, said.contains(expected));
    }
}
