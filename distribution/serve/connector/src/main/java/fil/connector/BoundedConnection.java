package fil.connector;

import fil.signals.ClientBudget;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Jetty's HTTP/1 connection, with an end to the number of header fields of a request, which is answered 431. Jetty counts their
 * octets alone, and a field of four octets costs twenty times as many.
 */
class BoundedConnection extends HttpConnection {

    BoundedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** Called while the superclass is constructed. */
    @Override
    protected RequestHandler newRequestHandler() {
        return new Counting();
    }

    private final class Counting extends RequestHandler {
        private int fields;

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            fields = 0;
            super.startRequest(method, uri, version);
        }

        @Override
        public void parsedHeader(HttpField field) {
            count();
            super.parsedHeader(field);
        }

        @Override
        public void parsedTrailer(HttpField field) {
            count();
            super.parsedTrailer(field);
        }

        private void count() {
            if (++fields > ClientBudget.FIELDS) {
                throw new BadMessageException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "too many header fields");
            }
        }
    }
}
