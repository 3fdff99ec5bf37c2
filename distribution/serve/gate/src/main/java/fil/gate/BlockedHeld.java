package fil.gate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request that waits on its own thread. */
final class BlockedHeld implements WaitingRequest {

    private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

    @Override
    public void release() {
        goesOn.complete(true);
    }

    @Override
    public void giveBack() {
        goesOn.complete(false);
    }

    /** True if the request goes on here; false if it goes to another server, or the instant has come. */
    boolean await(long until) throws InterruptedException {
        try {
            return goesOn.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it is never completed with one
        }
    }

    boolean isGivenBack() {
        return goesOn.isDone() && !goesOn.join();
    }
}
