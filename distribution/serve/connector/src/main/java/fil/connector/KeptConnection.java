package fil.connector;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Jetty's HTTP/1 connection, which asks its end point before it parses. All that Jetty does with what a client sent, also with
 * what is in its buffer already, goes through this one parser: what the end point refuses is never seen by anybody here.
 */
final class KeptConnection extends BoundedConnection {

    /** Without an initial value: it is set while the superclass is constructed. */
    private RequestHandler handler;

    KeptConnection(HttpConfiguration configuration, Connector connector, KeptEndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    @Override
    protected RequestHandler newRequestHandler() {
        handler = super.newRequestHandler();
        return handler;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
        HttpConfiguration configuration = getHttpConfiguration();
        HttpParser parser = new Parser(handler, configuration.getRequestHeaderSize(), compliance);
        parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
        parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
        return parser;
    }

    private final class Parser extends HttpParser {

        Parser(RequestHandler handler, int most, HttpCompliance compliance) {
            super(handler, most, compliance);
        }

        @Override
        public boolean parseNext(ByteBuffer buffer) {
            KeptEndPoint kept = (KeptEndPoint) getEndPoint();
            if (!kept.parses(this)) {
                BufferUtil.clear(buffer);
                close();
                kept.close();
                return false;
            }
            int before = buffer.remaining();
            try {
                return super.parseNext(buffer);
            } finally {
                kept.hasParsed(before - buffer.remaining());
            }
        }
    }
}
