package fil.control;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What bundles tell the OSGi log service goes to the log files like everything else. */
@Component(service = {})
public final class LogBridge implements LogListener {
    private final LogReaderService log;

    @Activate
    public LogBridge(@Reference LogReaderService log) {
        this.log = log;
        log.addLogListener(this);
    }

    @Deactivate
    void stop() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        Logger logger = LoggerFactory.getLogger(entry.getBundle().getSymbolicName());
        logger.atLevel(level(entry)).setCause(entry.getException()).log(entry.getMessage());
    }

    /** Events of the framework (a bundle started, a service came) are logged at INFO; here they are details. */
    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> entry.getLoggerName().startsWith("Events.") ? Level.DEBUG : Level.INFO;
            case DEBUG -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }
}
