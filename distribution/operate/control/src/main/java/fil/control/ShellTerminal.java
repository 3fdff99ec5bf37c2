package fil.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.ExternalTerminal;

/** The client's terminal. The interactive shell prints the exceptions of commands to it: they get their words. */
final class ShellTerminal extends ExternalTerminal {
    private final PrintWriter words;

    ShellTerminal(String type, InputStream keys, OutputStream out) throws IOException {
        super("fil", type, keys, out, StandardCharsets.UTF_8);
        this.words = new PrintWriter(super.writer()) {
            @Override
            public void println(String line) {
                super.println(FailureWords.in(line));
            }
        };
    }

    /** Asked while the terminal is constructed, too. */
    @Override
    public PrintWriter writer() {
        return words == null ? super.writer() : words;
    }
}
