package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathGroupsTest {
    private final PathGroups groups = new PathGroups(List.of("/", "/which-color.json"), List.of("/fil/*"));

    @Test
    void anExactPathIsItsOwnGroup() {
        assertEquals("/which-color.json", groups.of("/which-color.json").group());
        assertEquals("/", groups.of("/").group());
    }

    @Test
    void allPathsBelowOneAreOneGroup() {
        assertSame(groups.of("/fil/"), groups.of("/fil/page.js"));
        assertFalse(groups.of("/fil/").plotted());
    }

    @Test
    void whateverAClientInventsIsOneGroup() {
        int before = groups.all().size();
        for (int i = 0; i < 1000; i++) {
            assertEquals(PathGroups.OTHER, groups.of("/invented/" + i).group());
        }
        assertEquals(before, groups.all().size());
        assertTrue(groups.of("/filled").plotted());
    }
}
