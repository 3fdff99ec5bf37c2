package fil.health;

import fil.health.Finding.Weight;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Decides from one look after the other. What failed counts at once; what is stuck counts when nothing about it has changed
 * for many looks in a row; what is coming counts when the time is over.
 */
public final class Patience {
    /** With 10 ms between them, and what each takes, about a second. */
    static final int LOOKS = 60;
    /** On a busy machine a look takes long, and clients wait no longer there: then the time decides, */
    static final Duration LONGEST = Duration.ofSeconds(2);
    /** and at least so many looks. */
    static final int FEWEST = 5;

    private final LongSupplier nanoTime;
    private Set<String> stuck = Set.of();
    private int same;
    private long since;

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
        Set<String> now = verdict.subjects(Weight.STUCK);
        if (!now.equals(stuck)) {
            same = 0;
            since = nanoTime.getAsLong();
        }
        same++;
        stuck = now;
        if (verdict.has(Weight.FAILED)) {
            return Optional.of(verdict.words(Weight.FAILED));
        }
        if (!stuck.isEmpty() && nothingMoves()) {
            return Optional.of(verdict.words(Weight.STUCK));
        }
        return over && !verdict.isWell() ? Optional.of(verdict.words(Weight.STUCK, Weight.COMING)) : Optional.empty();
    }

    private boolean nothingMoves() {
        return same >= LOOKS || same >= FEWEST && nanoTime.getAsLong() - since >= LONGEST.toNanos();
    }
}
