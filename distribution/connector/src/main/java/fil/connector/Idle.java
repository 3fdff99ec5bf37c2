package fil.connector;

import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;

/**
 * Is no request, and no part of one, on a connection? Jetty's HTTP/1 connection is not in an exported package in all versions,
 * so it is asked by reflection; a connection of another kind is never idle in this sense.
 */
final class Idle {

    private Idle() {}

    static boolean between(Connection connection) {
        if (connection == null || connection.getMessagesIn() != connection.getMessagesOut()) {
            return false;
        }
        try {
            Class<?> type = connection.getClass();
            return type.getMethod("getParser").invoke(connection) instanceof HttpParser parser
                    && parser.isStart()
                    && Boolean.TRUE.equals(
                            type.getMethod("isRequestBufferEmpty").invoke(connection));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
