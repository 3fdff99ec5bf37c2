package fil.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * Watches that a change of release is one cut-over: after the first answer of the new release, no request that was sent later is
 * answered by the old one. Nothing is checked before the first change is announced. Guarded by the tally.
 */
final class CutOverWatch {
    private final Map<String, Long> seen = new TreeMap<>();
    private String target = "";
    private long announced;
    private boolean cutOver;
    private long cutOverSeen;
    private long mixed;

    void changing(String release, long now) {
        target = release;
        announced = now;
        cutOver = false;
    }

    /** Whether the answer is one of the old release after the new one was seen. */
    boolean answered(String release, long sent, long received) {
        if (release.isEmpty()) {
            return false;
        }
        seen.merge(release, 1L, Long::sum);
        if (target.isEmpty()) {
            return false;
        }
        if (release.equals(target)) {
            if (!cutOver && sent >= announced) {
                cutOver = true;
                cutOverSeen = received;
            }
            return false;
        }
        boolean late = cutOver && sent > cutOverSeen;
        mixed += late ? 1 : 0;
        return late;
    }

    Map<String, Long> seen() {
        return Map.copyOf(seen);
    }

    long mixed() {
        return mixed;
    }

    void lap() {
        seen.clear();
        mixed = 0;
    }
}
