package fil.launcher;

import java.util.logging.LogManager;

/** Keeps the log files open until fil has ended; the JDK's own manager closes them when the process is told to end. */
public final class Log extends LogManager {
    private boolean ending;

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
