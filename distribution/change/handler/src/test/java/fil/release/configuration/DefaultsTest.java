package fil.release.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    private static final Map<String, Object> NONE = Map.of();

    @Test
    void whatOnlyTheReleaseBroughtGoesWithIt() {
        assertEquals(NONE, Defaults.follow(Map.of("service.pid", "a", "task", "cook"), Map.of("task", "cook"), NONE));
        assertEquals(
                NONE,
                Defaults.follow(
                        Map.of("service.pid", "a~x", "service.factoryPid", "a", "ports", new Integer[] {1, 2}),
                        Map.of("ports", new Integer[] {1, 2}),
                        NONE));
    }

    @Test
    void whatTheOperatorHasSetStaysUpAndDown() {
        Map<String, Object> his = Map.of("service.pid", "a", "task", "sweep", "more", 1);
        assertEquals(
                Map.of("task", "sweep", "more", 1),
                Defaults.follow(his, Map.of("task", "cook"), Map.of("task", "fly")));
        assertEquals(Map.of("task", "sweep", "more", 1), Defaults.follow(his, Map.of("task", "cook"), NONE));
    }

    @Test
    void aDefaultThatWasWrittenAsTextGetsItsType() {
        assertEquals(
                Map.of("task", 7L, "on", true),
                Defaults.follow(
                        Map.of("task", "7", "on", "true"),
                        Map.of("task", 7L, "on", true),
                        Map.of("task", 7L, "on", true)));
    }

    @Test
    void aReleaseHeldAgainstItselfBringsBackWhatIsMissing() {
        Map<String, Object> defaults = Map.of("task", 7L, "names", List.of("a"));
        assertEquals(defaults, Defaults.follow(NONE, defaults, defaults));
    }
}
