package fil.health;

import fil.health.Finding.Weight;
import java.util.Optional;
import java.util.Set;

/**
 * Decides from one look after the other. What failed counts at once; what is stuck counts when nothing about it has changed
 * for many looks in a row, which take the longer the busier the machine is; what is coming counts when the time is over.
 */
public final class Patience {
    /** With 10 ms between them, and what each takes, about a second. */
    static final int LOOKS = 60;

    private Set<String> stuck = Set.of();
    private int same;

    /**
     * @param verdict of the latest look
     * @param over whether the time is over
     * @return the failure, as a part of a sentence, once it is one
     */
    public Optional<String> failure(Verdict verdict, boolean over) {
        Set<String> now = verdict.subjects(Weight.STUCK);
        same = now.equals(stuck) ? same + 1 : 1;
        stuck = now;
        if (verdict.has(Weight.FAILED)) {
            return Optional.of(verdict.words(Weight.FAILED));
        }
        if (!stuck.isEmpty() && same >= LOOKS) {
            return Optional.of(verdict.words(Weight.STUCK));
        }
        return over && !verdict.isWell() ? Optional.of(verdict.words(Weight.STUCK, Weight.COMING)) : Optional.empty();
    }
}
