package fil.launcher;

import fil.signals.Reason;
import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.LogManager;

/**
 * Keeps the log files open until fil has ended; the JDK's own manager closes them when the process is told to end. Reads
 * conf/logging.properties as all files of the operator are read.
 */
public final class Log extends LogManager {
    private static final Path STANDARD = Path.of("conf", "default", "logging.properties");
    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
    private boolean ending;

    /** What the JDK cannot read it would pass over without a word, and nothing would be logged. */
    @Override
    public void readConfiguration() throws IOException {
        Path file = Path.of(System.getProperty("java.util.logging.config.file", STANDARD.toString()));
        try {
            read(file);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(
                    SystemName.VALUE + ": what is logged is said by " + STANDARD + ", for " + file + " cannot be read: "
                            + (e instanceof NoSuchFileException gone ? Reason.ofFile(gone) : e.getMessage()));
            read(STANDARD);
        }
    }

    /** In Latin-1, as the JDK has it; some editors write a byte order mark before it. */
    private void read(Path file) throws IOException {
        byte[] text = SmallFile.bytes(file, SmallFile.USUAL);
        int mark = Arrays.equals(text, 0, Math.min(MARK.length, text.length), MARK, 0, MARK.length) ? MARK.length : 0;
        readConfiguration(new ByteArrayInputStream(text, mark, text.length - mark));
    }

    /** Does nothing until {@link #close()}: the JDK calls this first thing at the end of the process. */
    @Override
    public void reset() {
        if (ending) {
            super.reset();
        }
    }

    /** Closes the log files. */
    static void close() {
        if (LogManager.getLogManager() instanceof Log log) {
            log.ending = true;
            log.reset();
        }
    }
}
