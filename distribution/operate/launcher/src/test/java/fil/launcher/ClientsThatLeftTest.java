package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClientsThatLeftTest {
    private final ClientsThatLeft filter = new ClientsThatLeft();

    private static LogRecord log(String logger, Throwable thrown) {
        LogRecord log = new LogRecord(Level.SEVERE, "Exception while processing request");
        log.setLoggerName(logger);
        log.setThrown(thrown);
        return log;
    }

    @Test
    void aClientThatLeftIsNotLogged() {
        IOException left = new IOException("Broken pipe");
        assertFalse(filter.isLoggable(log("org.apache.felix.http.jetty", new IllegalStateException(left))));
    }

    @Test
    void whatAServletThrowsIsLogged() {
        assertTrue(filter.isLoggable(log("org.apache.felix.http.jetty", new IllegalStateException("broken"))));
        assertTrue(filter.isLoggable(log("org.apache.felix.http.jetty", null)));
    }

    @Test
    void othersMayLoseTheirConnectionsAloud() {
        assertTrue(filter.isLoggable(log("some.client", new IOException("Broken pipe"))));
    }
}
