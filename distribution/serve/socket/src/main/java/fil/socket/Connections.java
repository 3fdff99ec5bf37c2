package fil.socket;

import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections a server has been given and has not closed. */
final class Connections {

    private static final int SWEEP = 256;

    private final Set<SocketChannel> given = ConcurrentHashMap.newKeySet();
    private int sinceSweep;

    /** Called by one thread at a time. */
    void add(SocketChannel connection) {
        given.add(connection);
        if (++sinceSweep >= Math.max(SWEEP, given.size() / 2)) {
            sinceSweep = 0;
            open();
        }
    }

    void remove(SocketChannel back) {
        given.remove(back);
    }

    /** How many are open. */
    int open() {
        given.removeIf(it -> !it.isOpen());
        return given.size();
    }
}
