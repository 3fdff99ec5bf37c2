package fil.web;

import java.time.Duration;
import org.osgi.framework.BundleContext;

/**
 * What clients may use up; framework properties that the launcher sets from the operator's settings.
 *
 * @param connections how many there may be at once
 * @param patience how long a client may dawdle over one request or one answer
 */
record ClientLimits(int connections, Duration patience) {
    private static final int CONNECTIONS = 4096;
    private static final int PATIENCE = 10_000;

    static ClientLimits of(BundleContext context) {
        return new ClientLimits(
                number(context, "fil.http.connections", CONNECTIONS),
                Duration.ofMillis(number(context, "fil.http.patience", PATIENCE)));
    }

    private static int number(BundleContext context, String key, int standard) {
        String value = context.getProperty(key);
        return value == null || value.isBlank() ? standard : Integer.parseInt(value.trim());
    }
}
