package fil.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What takes the place of a whiteboard service has the same marks.
 *
 * @param kind what it is to a request; a resource is the same as a servlet here
 * @param number tells guards and guests apart that have all else in common: two filters of one bundle for the same pattern, say
 */
record Mark(Kind kind, String text, int number) {

    static Mark of(Kind kind, String text) {
        return new Mark(kind, text, 1);
    }

    boolean guards() {
        return kind.guards();
    }

    /** Where two guards or guests are alike, both must be back. */
    static Set<Mark> numbered(Stream<Mark> marks) {
        Map<Mark, Integer> seen = new HashMap<>();
        return marks.map(it -> it.guards() || it.kind() == Kind.GUEST
                        ? new Mark(it.kind(), it.text(), seen.merge(it, 1, Integer::sum))
                        : it)
                .collect(Collectors.toUnmodifiableSet());
    }
}
