package fil.signals;

import java.util.Hashtable;
import java.util.Map;
import java.util.Set;

/**
 * The services of JDK types that bundles offer each other; the property {@value #NAME} tells which is which.
 * <pre>
 * name                  type                   offered by   what it does
 * SOCKET                Supplier of a channel  socket       the held listening socket, for the connector
 * SOCKET_HELD           Runnable               gate         gives back the requests that wait in it
 * SOCKET_IDLE           IntSupplier            connector    gives back idle connections, says how many
 * SOCKET_STREAMING      IntSupplier            connector    how many connections are in an endless answer
 * SOCKET_UNDER_WAY      Supplier of a List     connector    which requests are under way
 * SOCKET_TAKEOVER       UnaryOperator          socket       its part in a takeover, for the launcher
 * GATE_BEGUN            Runnable               gate         returns when the requests that are under way now have ended
 * GATE_STATISTICS       Supplier of a Map      gate         how many requests waited, how long
 * BUNDLE_TRUST          Function of a Map      handler      says why a bundle may not be brought in by hand, see BundleTrust
 * HAND_NOTES            Consumer of a Map      handler      keeps what was changed by hand in the history, see HandNote
 * </pre>
 * And by a property of their own, true: READY (BooleanSupplier: may connections come in), STARTED (BooleanSupplier of the launcher:
 * all that answers or guards has been started, and the rest of the start goes on behind the clients), LEAVES (this process accepts
 * no more), STAND_IN (a Filter that answers for its bundle while that is replaced). False is GUARDS on a preprocessor or filter that
 * only looks on.
 */
public final class Names {
    /** The property that tells services of the same JDK type apart. */
    public static final String NAME = "name";

    public static final String SOCKET = "fil.socket";
    public static final String SOCKET_HELD = "fil.socket.held";
    public static final String SOCKET_IDLE = "fil.socket.idle";
    public static final String SOCKET_STREAMING = "fil.socket.streaming";
    public static final String SOCKET_UNDER_WAY = "fil.socket.underWay";
    public static final String SOCKET_TAKEOVER = "fil.socket.takeover";
    public static final String GATE_BEGUN = "fil.gate.begun";
    public static final String GATE_STATISTICS = "fil.gate.statistics";
    public static final String BUNDLE_TRUST = "fil.release.trust";
    public static final String HAND_NOTES = "fil.release.handNotes";

    public static final String READY = "fil.socket.ready";
    public static final String STARTED = "fil.start.serves";
    public static final String LEAVES = "fil.socket.leaves";
    public static final String STAND_IN = "fil.gate.standin";
    public static final String GUARDS = "fil.gate.guards";

    /** An attribute of a request, a BooleanSupplier of the connector: this request, not begun, goes to the next server. */
    public static final String REQUEST_GIVE_BACK = "fil.socket.giveBack";

    /** An attribute of a request, a Runnable of the connector: this request is closed without an answer. */
    public static final String REQUEST_CLOSE = "fil.socket.close";

    /**
     * An attribute of a request, a Consumer of the connector: the answer to this request gives the connection another protocol (101),
     * and what the Consumer takes is run when that connection has ended.
     */
    public static final String REQUEST_UPGRADES = "fil.socket.upgrades";

    /**
     * An attribute of a request that its servlet sets to true before it lets it wait: not begun, and sent round again by the
     * servlet when its bundle stops. Nobody waits for it then.
     */
    public static final String REQUEST_WAITS = "fil.gate.waits";

    /** The types of services by which a bundle has a part in what clients are answered. */
    public static final Set<String> SERVES_CLIENTS = Set.of(
            "jakarta.servlet.Servlet",
            "javax.servlet.Servlet",
            "jakarta.servlet.Filter",
            "javax.servlet.Filter",
            "org.osgi.service.servlet.context.ServletContextHelper",
            "org.osgi.service.http.context.ServletContextHelper",
            "org.osgi.service.servlet.whiteboard.Preprocessor",
            "org.osgi.service.http.whiteboard.Preprocessor");

    private Names() {}

    /**
     * The properties of a service that is offered under a name.
     *
     * @param name one of the names here
     * @return its properties
     */
    public static Hashtable<String, Object> named(String name) {
        return new Hashtable<>(Map.of(NAME, name));
    }

    /**
     * A filter that finds the services of a name.
     *
     * @param name one of the names here
     * @return the filter
     */
    public static String filter(String name) {
        return "(" + NAME + "=" + name + ")";
    }

    /**
     * The properties of a service that is told by a property of its own.
     *
     * @param property one of the properties here
     * @return its properties
     */
    public static Hashtable<String, Object> marked(String property) {
        return new Hashtable<>(Map.of(property, true));
    }

    /**
     * A filter that finds the services with a property.
     *
     * @param property one of the properties here
     * @return the filter
     */
    public static String marking(String property) {
        return "(" + property + "=true)";
    }
}
