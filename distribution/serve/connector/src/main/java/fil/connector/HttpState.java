package fil.connector;

import java.util.Optional;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;

/**
 * Where Jetty's HTTP/1 connection stands. Its class is not in an exported package in all versions, so it is asked by
 * reflection; a connection of another kind has no parser.
 */
final class HttpState {

    private HttpState() {}

    static Optional<HttpParser> parser(Connection connection) {
        return ask(connection, "getParser").map(it -> it instanceof HttpParser parser ? parser : null);
    }

    /** Is nothing left of what was read? */
    static boolean isAllParsed(Connection connection) {
        return ask(connection, "isRequestBufferEmpty")
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private static Optional<Object> ask(Connection connection, String question) {
        try {
            return Optional.ofNullable(connection.getClass().getMethod(question).invoke(connection));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
