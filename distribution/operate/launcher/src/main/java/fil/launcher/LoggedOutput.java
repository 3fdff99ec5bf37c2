package fil.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** In the background, what anybody prints goes line by line to the log, which is bounded. */
final class LoggedOutput extends OutputStream {
    private static final int LONGEST_LINE = 8_192;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Logger log;
    private final Level level;

    private LoggedOutput(String name, Level level) {
        this.log = Logger.getLogger(name);
        this.level = level;
    }

    /** From now on System.out and System.err are the log. */
    static void begin() {
        System.setOut(stream("stdout", Level.INFO));
        System.setErr(stream("stderr", Level.WARNING));
    }

    private static PrintStream stream(String name, Level level) {
        return new PrintStream(new LoggedOutput(name, level), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int value) {
        if (value == '\n' || line.size() == LONGEST_LINE) {
            log.logp(
                    level,
                    log.getName(),
                    null,
                    line.toString(StandardCharsets.UTF_8).stripTrailing());
            line.reset();
        }
        if (value != '\n') {
            line.write(value);
        }
    }
}
