package fil.health;

import fil.health.Finding.Weight;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Decides from one look after the other. What failed counts at once; what is stuck counts when nothing about it has changed
 * for many looks in a row; what clients wait for counts before they are sent away; what is coming counts when the time is over.
 */
public final class Patience {
    /** With 10 ms between them, and what each takes, about a second. */
    static final int LOOKS = 60;
    /** On a busy machine a look takes long, and clients wait no longer there: then the time decides, */
    static final Duration LONGEST = Duration.ofSeconds(2);
    /** and at least so many looks. */
    static final int FEWEST = 5;

    /** Of the 5 s that a request waits at the gate, what leaves time for the undo. */
    static final Duration OF_CLIENTS = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private final Standing stuck = new Standing();
    private final Standing awaited = new Standing();

    public Patience() {
        this(System::nanoTime);
    }

    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param verdict of the latest look
     * @param over whether the time is over
     * @return the failure, as a part of a sentence, once it is one
     */
    public Optional<String> failure(Verdict verdict, boolean over) {
        stuck.see(verdict.subjects(Weight.STUCK));
        awaited.see(verdict.subjects(Weight.AWAITED));
        if (verdict.has(Weight.FAILED)) {
            return Optional.of(verdict.words(Weight.FAILED));
        }
        if (stuck.looks >= LOOKS || stuck.lasts(LONGEST)) {
            return Optional.of(verdict.words(Weight.STUCK));
        }
        if (awaited.lasts(OF_CLIENTS)) {
            return Optional.of(verdict.words(Weight.STUCK, Weight.AWAITED));
        }
        return over && !verdict.isWell()
                ? Optional.of(verdict.words(Weight.STUCK, Weight.AWAITED, Weight.COMING))
                : Optional.empty();
    }

    /** What is found in one look after the other, and for how long it has been the same. */
    private final class Standing {
        private Set<String> subjects = Set.of();
        private int looks;
        private long since;

        void see(Set<String> now) {
            if (!now.equals(subjects)) {
                looks = 0;
                since = nanoTime.getAsLong();
            }
            subjects = now;
            looks = now.isEmpty() ? 0 : looks + 1;
        }

        boolean lasts(Duration time) {
            return looks >= FEWEST && nanoTime.getAsLong() - since >= time.toNanos();
        }
    }
}
