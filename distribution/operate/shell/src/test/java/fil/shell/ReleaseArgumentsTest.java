package fil.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseArgumentsTest {
    private static final String USAGE = "upgrade [--json] [--no-permanent] [--lose-state NAME]... RELEASE";

    @Test
    void optionsMayStandAnywhere() {
        ReleaseArguments arguments = ReleaseArguments.of(
                USAGE, 1, 1, "--lose-state", "fil.fsm", "1986.b", "--json", "--lose-state", "fil.web");
        assertEquals("1986.b", arguments.name());
        assertEquals(List.of("fil.fsm", "fil.web"), arguments.loseState());
        assertTrue(arguments.json() && arguments.permanent());
    }

    @Test
    void withoutPermanentTheNextStartBootsTheOldOne() {
        assertFalse(ReleaseArguments.of(USAGE, 1, 1, "--no-permanent", "1986.b").permanent());
    }

    @Test
    void wrongUseSaysTheRightOne() {
        refused("1986.a", "1986.b");
        refused();
        refused("--force", "1986.b");
        refused("--no", "1986.b");
        refused("-h");
        refused("1986.b", "--lose-state");
    }

    private static void refused(String... words) {
        String message = assertThrows(IllegalArgumentException.class, () -> ReleaseArguments.of(USAGE, 1, 1, words))
                .getMessage();
        assertTrue(message.contains(USAGE), message);
    }
}
