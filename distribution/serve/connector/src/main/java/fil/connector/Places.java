package fil.connector;

import java.nio.channels.SelectableChannel;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many connections at once and not one more: the one acceptor waits for a place before it accepts, and who comes meanwhile
 * waits in the kernel's queue.
 */
final class Places implements SelectorManager.AcceptListener {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private final int most;
    private final int few;
    private int taken;
    private boolean full;

    Places(int most) {
        this.most = most;
        // a tenth must be free before that is told: at the limit places come and go all the time
        this.few = most - Math.max(1, most / 10);
    }

    /** Called by the acceptor before it accepts. */
    synchronized void await() throws InterruptedException {
        while (taken >= most) {
            if (!full) {
                full = true;
                LOG.warn("{} connections are open: no more are accepted (http.connections)", taken);
            }
            wait();
        }
    }

    /** A connection was accepted. */
    synchronized void take() {
        taken++;
    }

    /** How many connections too many there are to keep those on which nothing happens; while others wait for a place, half of all. */
    synchronized int scarce() {
        return taken >= most ? Math.max(1, most / 2) : Math.max(0, taken - few);
    }

    private synchronized void free() {
        taken--;
        notifyAll();
        if (full && taken <= few) {
            full = false;
            LOG.warn("Connections are accepted again, {} are open", taken);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        free();
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        free();
    }
}
