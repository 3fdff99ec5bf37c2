package fil.gate;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Where requests wait: without a thread where the container can, else on their own thread, both within bounds. */
final class WaitingRequests {

    private static final long MARGIN_MS = 1_000;

    private final Supplier<GateSettings> settings;
    private final Statistics statistics;
    private final ScheduledExecutorService clock;
    private final ServerState server;
    private final Rounds rounds;

    WaitingRequests(
            Supplier<GateSettings> settings,
            Statistics statistics,
            ScheduledExecutorService clock,
            ServerState server,
            Rounds rounds) {
        this.rounds = rounds;
        this.settings = settings;
        this.server = server;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** True if the request may go on now on this thread; false if it comes back later or was answered. */
    boolean await(Owner owner, HttpServletRequest request, HttpServletResponse response) throws IOException {
        GateSettings bounds = settings.get();
        long until =
                Resumed.until(request, System.nanoTime() + bounds.patience().toNanos());
        boolean blocks = !waitsWithoutThread(request);
        if (!statistics.arrived(blocks, bounds)) {
            ServiceUnavailable.answer(request, response);
            return false;
        }
        if (blocks) {
            return block(owner, until, request, response);
        }
        suspend(owner, until, request, bounds);
        return false;
    }

    /** True if the request is to come by all preprocessors once more, as they are now, or was refused as it cannot. */
    boolean sendsRound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean canGo = waitsWithoutThread(request);
        if (!rounds.isDue(request, canGo)) {
            return false;
        }
        if (canGo) {
            Resumed.leaves(request);
            AsyncContext context = request.startAsync();
            statistics.sentOn();
            Rounds.dispatched(request);
            context.dispatch();
        } else {
            ServiceUnavailable.answer(request, response);
        }
        return true;
    }

    private static boolean waitsWithoutThread(HttpServletRequest request) {
        return request.isAsyncSupported() && request.getHeader("Upgrade") == null;
    }

    /** A request is back from its wait. */
    void cameBack() {
        statistics.cameBack();
    }

    private void suspend(Owner owner, long until, HttpServletRequest request, GateSettings bounds) {
        Resumed.leaves(request);
        AsyncContext context = request.startAsync();
        long least = bounds.patience().toMillis() + MARGIN_MS;
        if (context.getTimeout() > 0 && context.getTimeout() < least) {
            context.setTimeout(least);
        }
        AsyncHeld held = new AsyncHeld(context, statistics, owner);
        context.addListener(held);
        held.endsBy(clock.schedule(() -> expire(held), until - System.nanoTime(), TimeUnit.NANOSECONDS));
        if (!owner.park(held)) {
            held.release();
        } else if (server
                .stopping()) { // looked at after parking: either this sees it, or who gives all back sees the request
            held.giveBack();
        }
    }

    private void expire(AsyncHeld held) {
        if (held.expire()) {
            statistics.expired();
        }
    }

    private boolean block(Owner owner, long until, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        BlockedHeld held = new BlockedHeld();
        try {
            boolean parked = owner.park(held);
            if (parked && server.stopping()) {
                held.giveBack();
            }
            if (!parked || held.await(until)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            owner.forget(held);
            statistics.left(true);
        }
        if (held.isGivenBack()) {
            NextServer.takes(request, response);
        } else {
            statistics.expired();
            ServiceUnavailable.answer(request, response);
        }
        return false;
    }
}
