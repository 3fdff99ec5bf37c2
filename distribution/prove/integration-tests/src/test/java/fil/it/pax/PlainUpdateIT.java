package fil.it.pax;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import fil.colour.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A plain update of one bundle from the shell, up and back down, in each colour. */
public class PlainUpdateIT extends InPax {
    @Before
    public void quicken() throws Exception {
        Settings.cycle(inside, 1_000);
    }

    @Test
    public void inOliveTheColourAndItsTimeStay() {
        upAndDown("olive", "olive");
    }

    @Test
    public void inGreenTheColourAndItsTimeStay() {
        upAndDown("green", "green");
    }

    @Test
    public void limeBecomesRedAndRedBecomesLimeAndTheTimeStays() {
        upAndDown("lime", "red");
    }

    @Test
    public void templatesGreetAnewAndThenAsBefore() {
        assertEquals("Hello #1", inside.web().greeting());
        inside.update("fil.templates", inside.jar("fil.templates", "1986.b"));
        assertEquals("Hello #2", inside.web().greeting());
        inside.update("fil.templates", inside.jar("fil.templates", "1986.a"));
        assertEquals("Hello #1", inside.web().greeting());
    }

    private void upAndDown(String before, String after) {
        change(before, "1986.b", after);
        change(after, "1986.a", before);
    }

    /** Updates at the start of a colour and compares what the new machine shows with where the old one's course leads. */
    private void change(String before, String release, String after) {
        long id = inside.bundle("fil.fsm").getBundleId();
        Reading old = startOf(before);
        String said = inside.update("fil.fsm", inside.jar("fil.fsm", release));
        // both at one instant: the colour may end while they are compared
        Reading current = inside.reading();
        Instant now = Instant.now();
        Reading young = current.at(now);
        Reading due = old.at(now);
        assertEquals(said, "1986.0.0." + release.substring(5), inside.version("fil.fsm"));
        Duration moved = Duration.between(due.until(), young.until()).abs();
        assertTrue("the end of " + before + " moved by " + moved, moved.toMillis() < 50);
        assertEquals(inRelease(release, due.colour()), young.colour());
        assertEquals(id, inside.bundle("fil.fsm").getBundleId());
        assertEquals(Bundle.ACTIVE, inside.bundle("fil.fsm").getState());
        await("the web shows " + after)
                .atMost(Inside.DEADLINE)
                .until(() -> inside.web().colour().equals(after));
    }

    /** On a busy machine the colour may have moved on meanwhile. */
    private static String inRelease(String release, String colour) {
        boolean last = colour.equals("lime") || colour.equals("red");
        return last ? release.equals("1986.a") ? "lime" : "red" : colour;
    }

    private Reading startOf(String colour) {
        await("the end of " + colour)
                .atMost(Inside.DEADLINE)
                .until(() -> !inside.reading().colour().equals(colour));
        await("the start of " + colour)
                .atMost(Inside.DEADLINE)
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> inside.reading().colour().equals(colour));
        return inside.reading();
    }
}
