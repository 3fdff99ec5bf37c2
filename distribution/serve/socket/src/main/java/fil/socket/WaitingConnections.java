package fil.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that no server has, those first that one has given back; once another process has taken over they are passed
 * on to that. Guarded by the monitor of the {@link Door}, but for what was read.
 */
final class WaitingConnections {
    static final byte[] NOTHING = {};

    private final Deque<SocketChannel> waiting = new ArrayDeque<>();
    private final Map<SocketChannel, byte[]> read = new ConcurrentHashMap<>();
    private Optional<PassedOn> passedOn = Optional.empty();

    /** One that was just accepted. */
    void add(SocketChannel connection) {
        if (passedOn.isPresent()) {
            passedOn.get().take(connection, NOTHING);
        } else {
            waiting.add(connection);
        }
    }

    /**
     * One that a server gives back.
     *
     * @param bytes what was read from it already
     * @return whether it waits here
     */
    boolean addFirst(SocketChannel connection, byte[] bytes) {
        if (passedOn.isPresent()) {
            passedOn.get().take(connection, bytes);
            return false;
        }
        read.put(connection, bytes);
        waiting.addFirst(connection);
        return true;
    }

    /** Whether it waited since it came back with these bytes; it does so no more. */
    boolean remove(SocketChannel connection, byte[] bytes) {
        if (read.get(connection) != bytes || !waiting.remove(connection)) {
            return false;
        }
        read.remove(connection);
        return true;
    }

    SocketChannel next() {
        return waiting.remove();
    }

    /** What was read from a connection that a server takes, once. */
    byte[] read(SocketChannel connection) {
        return Optional.ofNullable(read.remove(connection)).orElse(NOTHING);
    }

    int size() {
        return waiting.size();
    }

    /** From now on they go to another process. */
    void passOn(PassedOn other) {
        passedOn = Optional.of(other);
        waiting.forEach(connection -> other.take(connection, read(connection)));
        waiting.clear();
    }

    /** How many wait, here or in another process. */
    int open() {
        return waiting.size() + passedOn.map(PassedOn::open).orElse(0);
    }

    /** Which requests were passed on and are not answered. */
    List<String> underWay() {
        return passedOn.map(PassedOn::underWay).orElse(List.of());
    }

    void close() throws IOException {
        if (passedOn.isPresent()) {
            passedOn.get().close();
        }
        for (SocketChannel connection : waiting) {
            connection.close();
        }
    }
}
