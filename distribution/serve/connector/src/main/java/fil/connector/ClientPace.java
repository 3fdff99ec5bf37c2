package fil.connector;

import java.time.Duration;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * How fast the client at the other end of a connection is, as far as can be seen from here.
 *
 * @param requests how many it has sent
 * @param sending since it began to send something that is not yet a whole request
 * @param taking since an answer waits for it to be taken
 */
record ClientPace(long requests, Span sending, Span taking) {
    static final ClientPace NEW = new ClientPace(-1, Span.NONE, Span.NONE);

    /** Octets a second; a modem of 1986 was faster. */
    private static final long SLOWEST = 100;

    /**
     * A time in which octets are counted.
     *
     * @param counted the counter when it was last looked at
     * @param from the counter at the beginning
     * @param since the time of the beginning; 0 if it has not begun
     */
    record Span(long counted, long from, long since) {
        static final Span NONE = new Span(-1, 0, 0);

        Span begin(long counter, long now) {
            return since == 0 ? new Span(counter, counter, now) : new Span(counter, from, since);
        }

        Span end(long counter) {
            return new Span(counter, counter, 0);
        }

        boolean isTooSlow(Duration patience, long now) {
            long nanos = now - since;
            return since != 0
                    && nanos > patience.toNanos()
                    && counted - from < SLOWEST * Duration.ofNanos(nanos).toSeconds();
        }
    }

    ClientPace next(EndPoint client, long now) {
        Connection connection = client.getConnection();
        // what was upgraded to another protocol has no requests
        if (!(connection instanceof Connection.UpgradeFrom)) {
            return NEW;
        }
        long in = connection.getBytesIn();
        boolean more = connection.getMessagesIn() == requests && in > sending.counted();
        boolean partial = connection.getMessagesIn() == requests && sending.since() != 0 || more;
        boolean waiting = client instanceof AbstractEndPoint point
                && point.getWriteFlusher().isPending();
        long out = connection.getBytesOut();
        return new ClientPace(
                connection.getMessagesIn(),
                partial ? sending.begin(in, now) : sending.end(in),
                waiting ? taking.begin(out, now) : taking.end(out));
    }

    boolean isTooSlow(Duration toSend, Duration toTake, long now) {
        return sending.isTooSlow(toSend, now) || taking.isTooSlow(toTake, now);
    }
}
