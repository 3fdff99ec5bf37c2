package fil.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One bundle as requests see it: open or closed, how many are inside, which ones wait. Outlives the bundle's versions. */
final class Owner {

    private final long bundle;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private final Set<WaitingRequest> waiting = new LinkedHashSet<>();
    private volatile boolean closed;
    private volatile boolean lost;
    private volatile Optional<FormerVersion> standIn = Optional.empty();

    Owner(long bundle) {
        this.bundle = bundle;
    }

    long bundle() {
        return bundle;
    }

    /**
     * Goes in first and looks then: close() writes first and looks then, so one of the two sees the other. So one that does not
     * get in is seen for a moment.
     */
    boolean enter(UnderWay request) {
        underWay.add(request);
        return !closed;
    }

    void leave(UnderWay request) {
        underWay.remove(request);
    }

    /** Iterated over, not counted: the count of such a set lags behind. */
    Set<UnderWay> underWay() {
        return underWay;
    }

    boolean closed() {
        return closed;
    }

    void close(Optional<FormerVersion> meanwhile) {
        synchronized (waiting) {
            standIn = meanwhile;
            lost = false;
            closed = true;
        }
    }

    /** It guarded requests and is not about to come back: the next ones need not wait to be refused. */
    void lose() {
        lost = true;
    }

    void regain() {
        lost = false;
    }

    boolean lost() {
        return lost;
    }

    /** What answers while this is closed. */
    Optional<FormerVersion> standIn() {
        return standIn;
    }

    /** Lets requests in again; those that waited are for the caller to send on, in the order they came. */
    List<WaitingRequest> open() {
        synchronized (waiting) {
            closed = false;
            lost = false;
            standIn = Optional.empty();
            return giveUp();
        }
    }

    /** Those that wait, who are for the caller to send elsewhere. */
    List<WaitingRequest> giveUp() {
        synchronized (waiting) {
            List<WaitingRequest> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        }
    }

    /** False if the bundle is open by now: the request need not wait. */
    boolean park(WaitingRequest held) {
        synchronized (waiting) {
            return closed && waiting.add(held);
        }
    }

    void forget(WaitingRequest held) {
        synchronized (waiting) {
            waiting.remove(held);
        }
    }
}
