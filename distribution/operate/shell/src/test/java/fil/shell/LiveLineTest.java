package fil.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final LiveLine live =
            new LiveLine(new PrintStream(screen, true, StandardCharsets.UTF_8), 12, new Ink(false));

    @Test
    void whatBeginsIsShownAndGivesWayToWhatWasDone() {
        live.begins("start one");
        assertEquals("\rstart one", shown());
        live.took("done one");
        assertEquals("\rstart one\rdone one \n", shown());
    }

    @Test
    void whatBeginsNeverWraps() {
        live.begins("start a very long name");
        assertEquals("\rstart a ver", shown());
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
