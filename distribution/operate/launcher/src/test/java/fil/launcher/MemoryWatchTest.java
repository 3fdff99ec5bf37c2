package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.launcher.MemoryWatch.Sample;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private final MemoryWatch watch = new MemoryWatch();

    /** A minute, with a look each second. */
    private boolean endsWithin60s(double share, double used) {
        for (int second = 0; second <= 60; second++) {
            if (watch.onlyCollects(new Sample(second * 1_000L, (long) (second * 1_000L * share), used))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void oneThatOnlyCollectsEnds() {
        assertTrue(endsWithin60s(0.95, 0.99));
    }

    @Test
    void oneThatIsFullButWorksGoesOn() {
        assertFalse(endsWithin60s(0.5, 0.99));
    }

    @Test
    void oneWhoseCollectionsFindSomethingGoesOn() {
        assertFalse(endsWithin60s(0.95, 0.6));
    }

    @Test
    void shortTroubleIsNoEnd() {
        long collecting = 0;
        for (int second = 0; second <= 120; second++) {
            collecting += second % 20 < 10 ? 990 : 0;
            assertFalse(watch.onlyCollects(new Sample(second * 1_000L, collecting, 0.99)));
        }
    }

    @Test
    void collectionThatTakesLongerThanTheTimeIsSeen() {
        assertFalse(watch.onlyCollects(new Sample(0, 0, 0.99)));
        assertTrue(watch.onlyCollects(new Sample(40_000, 39_000, 0.99)));
    }
}
