package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final List<Health.Check> GREEN = List.of(new Health.Check("page", true, "OK", ""));
    private static final List<Health.Check> RED = List.of(new Health.Check("page", false, "CRITICAL", ""));

    private final AtomicLong clock = new AtomicLong();
    private final Readiness readiness = new Readiness(clock::get);

    private void pass(long seconds) {
        clock.addAndGet(seconds * 1_000_000_000);
    }

    @Test
    void nothingIsReadyBeforeItWasGreenOnce() {
        assertFalse(readiness.isReady(false, List.of()));
        assertFalse(readiness.isReady(false, RED));
        assertTrue(readiness.isReady(false, GREEN));
    }

    @Test
    void itStaysReadyForAsLongAsAChangeRuns() {
        readiness.isReady(false, GREEN);
        for (int i = 0; i < 10; i++) {
            pass(10);
            assertTrue(readiness.isReady(true, RED));
        }
        assertTrue(readiness.isReady(false, List.of()), "a moment after the change");
    }

    @Test
    void aShortRedIsBridged() {
        readiness.isReady(false, GREEN);
        assertTrue(readiness.isReady(false, List.of()));
        pass(1);
        assertTrue(readiness.isReady(false, GREEN));
    }

    @Test
    void aLastingRedIsTold() {
        readiness.isReady(false, GREEN);
        assertTrue(readiness.isReady(false, RED));
        pass(4);
        assertFalse(readiness.isReady(false, RED));
        assertTrue(readiness.isReady(false, GREEN));
    }
}
