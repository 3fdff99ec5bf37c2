package fil.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What those are told for whom no server comes. */
final class Apology {

    private static final Logger LOG = LoggerFactory.getLogger(Apology.class);
    private static final long READ_MS = 1_000;
    private static final String SENTENCE = "This is not there at the moment. Please try again.\n";
    private static final byte[] ANSWER = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Content-Type: text/plain; charset=utf-8",
                    "Content-Length: " + SENTENCE.length(),
                    "Cache-Control: no-store",
                    "Retry-After: 1",
                    "Connection: close",
                    "",
                    SENTENCE)
            .getBytes(StandardCharsets.US_ASCII);

    private Apology() {}

    /** Answers and closes, a little later: a connection that is closed before all was read from it takes its answer along. */
    static void to(SocketChannel connection, ScheduledExecutorService clock) {
        try {
            connection.configureBlocking(false);
            connection.write(ByteBuffer.wrap(ANSWER));
            connection.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("{} has gone before it was told that nobody serves it", connection, e);
        }
        clock.schedule(() -> close(connection), READ_MS, TimeUnit.MILLISECONDS);
    }

    static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("{} cannot be closed", connection, e);
        }
    }
}
