package fil.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One bundle as requests see it: open or closed, how many are inside, which ones wait. Outlives the bundle's versions. */
final class Owner {

    private final long bundle;
    /** Not an adder, whose sum can miss one that is inside while others come and go. */
    private final AtomicLong inside = new AtomicLong();

    private final Set<Held> waiting = new LinkedHashSet<>();
    private volatile boolean closed;
    private volatile boolean lost;
    private volatile Optional<StandIn> standIn = Optional.empty();

    Owner(long bundle) {
        this.bundle = bundle;
    }

    long bundle() {
        return bundle;
    }

    /** Counts first and looks then: close() writes first and counts then, so one of the two sees the other. */
    boolean enter() {
        inside.incrementAndGet();
        if (closed) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inside.decrementAndGet();
    }

    long inside() {
        return inside.get();
    }

    boolean closed() {
        return closed;
    }

    void close(Optional<StandIn> meanwhile) {
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
    Optional<StandIn> standIn() {
        return standIn;
    }

    /** Lets requests in again; those that waited are for the caller to send on, in the order they came. */
    List<Held> open() {
        synchronized (waiting) {
            closed = false;
            lost = false;
            standIn = Optional.empty();
            return giveUp();
        }
    }

    /** Those that wait, who are for the caller to send elsewhere. */
    List<Held> giveUp() {
        synchronized (waiting) {
            List<Held> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        }
    }

    /** False if the bundle is open by now: the request need not wait. */
    boolean park(Held held) {
        synchronized (waiting) {
            return closed && waiting.add(held);
        }
    }

    void forget(Held held) {
        synchronized (waiting) {
            waiting.remove(held);
        }
    }
}
