package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadyStateTest {
    private static final List<CheckResults.Check> GREEN = List.of(new CheckResults.Check("page", true, "OK", ""));
    private static final List<CheckResults.Check> RED = List.of(new CheckResults.Check("page", false, "CRITICAL", ""));

    private final AtomicLong clock = new AtomicLong();
    private final ReadyState readiness = new ReadyState(clock::get);

    private void pass(long seconds) {
        clock.addAndGet(seconds * 1_000_000_000);
    }

    @Test
    void nothingIsReadyBeforeItWasGreenOnce() {
        assertFalse(readiness.isReady(false, false, List.of()));
        assertFalse(readiness.isReady(false, false, RED));
        assertTrue(readiness.isReady(false, false, GREEN));
    }

    @Test
    void aSystemThatNeverHadAnyChecksIsReadyOnceItHasStarted() {
        assertTrue(readiness.isReady(true, false, List.of()));
        readiness.isReady(true, false, GREEN);
        readiness.isReady(true, false, List.of());
        pass(4);
        assertFalse(readiness.isReady(true, false, List.of()), "its checks have gone");
        assertFalse(new ReadyState(clock::get).isReady(true, false, RED));
    }

    @Test
    void itStaysReadyForAsLongAsAChangeRuns() {
        readiness.isReady(false, false, GREEN);
        for (int i = 0; i < 10; i++) {
            pass(10);
            assertTrue(readiness.isReady(false, true, RED));
        }
        assertTrue(readiness.isReady(false, false, List.of()), "a moment after the change");
    }

    @Test
    void aShortRedIsBridged() {
        readiness.isReady(false, false, GREEN);
        assertTrue(readiness.isReady(false, false, List.of()));
        pass(1);
        assertTrue(readiness.isReady(false, false, GREEN));
    }

    @Test
    void aLastingRedIsTold() {
        readiness.isReady(false, false, GREEN);
        assertTrue(readiness.isReady(false, false, RED));
        pass(4);
        assertFalse(readiness.isReady(false, false, RED));
        assertTrue(readiness.isReady(false, false, GREEN));
    }
}
