package fil.monitor;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether requests should be sent here. A system that was ready once stays so while a change of the release runs, and for a
 * short while after its checks turned red: what happens in between is bridged, and no request is lost.
 */
final class ReadyState {
    private static final long BRIDGED_NANOS = 3_000_000_000L;

    private final LongSupplier clock;
    private boolean wasReady;
    private boolean hadChecks;
    private boolean red;
    private long redSince;

    /** @param clock monotonic, nanoseconds */
    ReadyState(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * @param started whether all bundles have been started
     * @param changing whether a change of the release runs
     * @param checks what the health checks say; a system that never had any is ready once it has started
     */
    synchronized boolean isReady(boolean started, boolean changing, List<CheckResults.Check> checks) {
        hadChecks |= !checks.isEmpty();
        if ((hadChecks ? !checks.isEmpty() : started) && checks.stream().allMatch(CheckResults.Check::ok)) {
            wasReady = true;
            red = false;
            return true;
        }
        if (!red || changing) {
            redSince = clock.getAsLong();
            red = true;
        }
        return wasReady && clock.getAsLong() - redSince < BRIDGED_NANOS;
    }
}
