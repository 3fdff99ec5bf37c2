package fil.release.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class DifferenceTest {
    private static final Map<String, Held> RELEASE =
            Map.of("a", held("1.0", "aa", 1, true), "b", held("1.0", "bb", 2, true));

    @Test
    void whatIsAsTheReleaseHasItDoesNotDiffer() {
        Difference difference = Difference.between(RELEASE, RELEASE);
        assertTrue(difference.isNone());
        assertEquals(List.of(), difference.words("1", RELEASE, RELEASE));
    }

    @Test
    void aBundleOfTheOperatorsIsToldApartAndIsNoDifference() {
        Map<String, Held> there = new java.util.TreeMap<>(RELEASE);
        there.put("own", held("3.0", "cc", 9, false));
        Difference difference = Difference.between(there, RELEASE);
        assertTrue(difference.isNone());
        assertEquals(Set.of("own"), difference.extra());
    }

    @Test
    void otherCodeIsOtherCodeWhateverItsVersionSays() {
        assertWords(held("1.0", "xx", 1, true), "a is 1.0.0 with other code than in release 1");
        assertWords(held("1.1", "xx", 1, true), "a is 1.1.0, release 1 has 1.0.0");
        assertTrue(Difference.between(with(held("1.0", "", 1, true)), RELEASE).isNone(), "unknown is not other");
    }

    @Test
    void placeAndStateCount() {
        assertWords(held("1.0", "aa", 5, true), "a has start order 5, release 1 has 1");
        assertWords(held("1.0", "aa", 1, false), "a does not run, release 1 starts it");
    }

    @Test
    void whatIsMissingIsNamed() {
        Map<String, Held> there = Map.of("b", held("1.0", "bb", 2, true));
        Difference difference = Difference.between(there, RELEASE);
        assertFalse(difference.isNone());
        assertEquals(List.of("a is not there, release 1 has 1.0.0"), difference.words("1", there, RELEASE));
    }

    @Test
    void onlyWhatIsMissingOrDoesNotRunIsLacking() {
        Map<String, Held> there = Map.of("b", held("1.1", "xx", 5, false), "own", held("3.0", "cc", 9, false));
        Difference lacking = Difference.between(there, RELEASE).lacking();
        assertEquals(new Difference(Set.of("a"), Set.of(), Set.of(), Set.of("b"), Set.of()), lacking);
        Map<String, Held> updatedByHand = with(held("1.1", "xx", 5, true));
        assertTrue(Difference.between(updatedByHand, RELEASE).lacking().isNone());
    }

    private static void assertWords(Held a, String words) {
        Map<String, Held> there = with(a);
        Difference difference = Difference.between(there, RELEASE);
        assertFalse(difference.isNone());
        assertEquals(List.of(words), difference.words("1", there, RELEASE));
    }

    private static Map<String, Held> with(Held a) {
        return Map.of("a", a, "b", held("1.0", "bb", 2, true));
    }

    private static Held held(String version, String digest, int order, boolean runs) {
        return new Held(Version.parseVersion(version), digest, order, runs);
    }
}
