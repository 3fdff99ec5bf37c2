package fil.gate.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** A protocol of the bundle's own, upgraded to as Jetty's WebSockets are: what the client says comes back. */
final class Echo extends AbstractConnection {

    private static final int BUFFER = 128;

    private Echo(EndPoint client) {
        super(client, Runnable::run);
    }

    static void upgrade(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletContextRequest inJetty = ServletContextRequest.getServletContextRequest(request);
        EndPoint client = inJetty.getConnectionMetaData().getConnection().getEndPoint();
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new Echo(client));
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Connection", "Upgrade");
        response.setHeader("Upgrade", "echo");
        response.flushBuffer();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
    }

    @Override
    public void onFillable() {
        ByteBuffer heard = BufferUtil.allocate(BUFFER);
        try {
            if (getEndPoint().fill(heard) < 0) {
                close();
                return;
            }
        } catch (IOException e) {
            close();
            return;
        }
        getEndPoint().write(Callback.from(this::fillInterested, failure -> close()), heard);
    }
}
