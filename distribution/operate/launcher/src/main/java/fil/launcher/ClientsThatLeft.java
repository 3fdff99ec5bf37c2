package fil.launcher;

import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * Drops what the web server logs, with a stack trace each, when clients leave before their answers: no fault of ours, and
 * many may do so at once. Whatever else it logs stays.
 */
public final class ClientsThatLeft implements Filter {
    private static final Set<String> LEFT = Set.of("Broken pipe", "Connection reset", "Connection reset by peer");
    private static final int DEEP = 10;

    @Override
    public boolean isLoggable(LogRecord log) {
        String logger = String.valueOf(log.getLoggerName());
        boolean server = logger.startsWith("org.eclipse.jetty") || logger.startsWith("org.apache.felix.http");
        return !server
                || Stream.iterate(log.getThrown(), cause -> cause != null, Throwable::getCause)
                        .limit(DEEP)
                        .noneMatch(ClientsThatLeft::isLeaving);
    }

    private static boolean isLeaving(Throwable cause) {
        return cause.getClass().getName().equals("org.eclipse.jetty.io.EofException")
                || LEFT.contains(String.valueOf(cause.getMessage()));
    }
}
