package fil.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.shell.text.EventText;
import fil.shell.text.Ink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final LiveLine live =
            new LiveLine(new PrintStream(screen, true, StandardCharsets.UTF_8), 24, new EventText(new Ink(false)));

    @Test
    void whatBeginsIsShownAndGivesWayToWhatWasDone() {
        live.heard(new ChangeEvent.Begins(Duration.ZERO, new Action("stop", "a", "")));
        assertEquals("\r  0.000 s  stop       a", shown());
        live.heard(new ChangeEvent.Failed(Duration.ZERO, "no"));
        assertEquals("\r  0.000 s  stop       a\r  0.000 s  failed: no  \n", shown());
    }

    @Test
    void whatBeginsNeverWraps() {
        live.heard(new ChangeEvent.Begins(Duration.ZERO, new Action("stop", "a very long name", "")));
        assertEquals("\r  0.000 s  stop       a", shown());
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
