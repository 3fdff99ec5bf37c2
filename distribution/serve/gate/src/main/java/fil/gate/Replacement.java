package fil.gate;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;

/**
 * The story of one bundle from its STOPPING until it serves again or is given up; decides only, does nothing.
 * <pre>
 * stopping                                   hold
 * code is being changed: a hold is there     hold (each request for its own bound): clients see it once it was judged
 * all it served is served again              back
 * starting                                   hold
 * update or refresh still runs               hold, but not longer than `wait` since the last event
 * nothing happened for `quiet`               gone (twice that once it was seen to be updated)
 * the same, but it is to guard requests      hold, and after `wait` lost: they are refused until it is back or uninstalled
 * </pre>
 */
final class Replacement {

    /** What is to be done with the requests that wait. */
    enum Verdict {
        HOLD,
        BACK,
        GONE,
        LOST
    }

    private static final int PATIENCE_AFTER_UPDATE = 2;
    private static final int PATIENCE_WHILE_ACTIVE = 5;

    private final GateSettings settings;
    private final Set<Mark> served;
    private final boolean stoodIn;
    private final long began;
    private volatile Cause cause;
    private volatile boolean stopped;
    private volatile boolean updated;
    private volatile long lastEvent;

    Replacement(GateSettings settings, Cause cause, Set<Mark> served, boolean stoodIn, long now) {
        this.settings = settings;
        this.cause = cause;
        this.served = Set.copyOf(served);
        this.stoodIn = stoodIn;
        this.began = now;
        this.lastEvent = now;
    }

    Set<Mark> served() {
        return served;
    }

    /** Whether the former version answers meanwhile: the bundle is back when it could do so again, and not before a cut-over. */
    boolean stoodIn() {
        return stoodIn;
    }

    long began() {
        return began;
    }

    void happened(long now) {
        lastEvent = now;
    }

    /** A component waits for what other bundles bring; a refresh goes from bundle to bundle. */
    void otherBundle(long now) {
        if (cause == Cause.SERVICE || cause == Cause.FRAMEWORK) {
            lastEvent = now;
        }
    }

    void vanished(long now) {
        if (cause == Cause.SERVICE) {
            stopped(now);
        }
    }

    void stopped(long now) {
        stopped = true;
        lastEvent = now;
    }

    void updated(long now) {
        stopped = true;
        updated = true;
        if (cause == Cause.UPDATE) {
            cause = Cause.STOP;
        }
        lastEvent = now;
    }

    /** The framework has done what it does by itself: whoever is not on the way up now stays down. */
    void frameworkDone(long now) {
        if (cause == Cause.FRAMEWORK) {
            cause = Cause.STOP;
            lastEvent = now;
        }
    }

    /** Whether requests are to be refused without it: not where it says of itself that it guards no more. */
    private boolean isDue(int state, BooleanSupplier owesGuards) {
        if (state == Bundle.UNINSTALLED || served.stream().noneMatch(Mark::guards)) {
            return false;
        }
        return state != Bundle.ACTIVE || owesGuards.getAsBoolean();
    }

    /**
     * @param servedAgain asked only once the bundle has stopped: before, what is served is what it served in its former life
     * @param owesGuards whether the bundle, which runs, is to guard more than it does
     */
    Verdict verdict(
            int state, BooleanSupplier servedAgain, BooleanSupplier owesGuards, boolean releaseChanges, long now) {
        if (!stopped || releaseChanges) {
            return Verdict.HOLD;
        }
        if (servedAgain.getAsBoolean()) {
            return Verdict.BACK;
        }
        if (state == Bundle.STOPPING) {
            return Verdict.HOLD;
        }
        long quiet = now - lastEvent;
        if (quiet < patience(state).toNanos()) {
            return Verdict.HOLD;
        }
        if (!isDue(state, owesGuards)) {
            return Verdict.GONE;
        }
        return quiet < settings.patience().toNanos() ? Verdict.HOLD : Verdict.LOST;
    }

    private Duration patience(int state) {
        if (cause == Cause.SERVICE && state == Bundle.ACTIVE) {
            return settings.quiet();
        }
        if (state == Bundle.STARTING || cause != Cause.STOP) {
            return settings.patience();
        }
        if (!updated) {
            return settings.quiet();
        }
        // one that runs again is about to serve again: on a busy machine its components take their time
        return settings.quiet().multipliedBy(state == Bundle.ACTIVE ? PATIENCE_WHILE_ACTIVE : PATIENCE_AFTER_UPDATE);
    }
}
