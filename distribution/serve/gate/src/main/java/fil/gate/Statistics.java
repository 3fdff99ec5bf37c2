package fil.gate;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the gate has done since it started, for whoever measures: a service of plain JDK types. */
final class Statistics implements Supplier<Map<String, Long>> {

    private final Supplier<GateSettings> settings;
    private final LongSupplier inside;
    private final LongAdder held = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong blocking = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private final LongAdder cut = new LongAdder();
    private final LongAdder replacements = new LongAdder();

    Statistics(Supplier<GateSettings> settings, LongSupplier inside) {
        this.settings = settings;
        this.inside = inside;
    }

    /** False if as many wait already as may. */
    boolean arrived(boolean blocks, GateSettings bounds) {
        boolean one = waiting.incrementAndGet() <= bounds.waiting();
        boolean two = !blocks || blocking.incrementAndGet() <= bounds.blocking();
        if (!one || !two) {
            refused.increment();
            left(blocks);
            return false;
        }
        held.increment();
        return true;
    }

    void left(boolean blocks) {
        waiting.decrementAndGet();
        if (blocks) {
            blocking.decrementAndGet();
        }
    }

    /** Sent on by an async dispatch, not yet back at the gate. */
    void sentOn() {
        underWay.incrementAndGet();
    }

    void cameBack() {
        underWay.decrementAndGet();
    }

    long underWay() {
        return underWay.get();
    }

    void expired() {
        expired.increment();
    }

    void cut(int requests) {
        cut.add(requests);
    }

    void replaced() {
        replacements.increment();
    }

    @Override
    public Map<String, Long> get() {
        GateSettings now = settings.get();
        return Map.of(
                "inside", inside.getAsLong(),
                "held", held.sum(),
                "waiting", waiting.get(),
                "expired", expired.sum(),
                "refused", refused.sum(),
                "cut", cut.sum(),
                "replacements", replacements.sum(),
                "wait", now.patience().toMillis(),
                "drain", now.drain().toMillis());
    }
}
