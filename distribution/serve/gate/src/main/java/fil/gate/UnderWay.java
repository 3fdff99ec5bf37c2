package fil.gate;

import fil.signals.Names;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that bundles have begun to answer, until its answer is complete: on its own thread, or on any other after startAsync.
 * A stream of events is never waited for, as it may go on for ever; it is ended with its bundle, and its client comes again. So is a
 * connection that the answer has given another protocol (a WebSocket): it ends with the first bundle that had a part in that answer.
 */
final class UnderWay implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(UnderWay.class);
    private static final String ATTRIBUTE = "fil.gate.underWay";
    private static final String EVENT_STREAM = "text/event-stream";

    private final List<Owner> owners = new ArrayList<>(2);
    private final String name;
    private final HttpServletResponse response;
    private final long began = System.nanoTime();
    private final Object close;
    private final Object upgrades;
    private volatile Thread thread = Thread.currentThread();
    private volatile AsyncContext async;
    private volatile long waitedSince;
    private volatile boolean stream;
    private boolean over;

    private UnderWay(HttpServletRequest request, HttpServletResponse response) {
        this.name = request.getMethod() + ' ' + request.getRequestURI();
        this.response = response;
        this.close = request.getAttribute(Names.REQUEST_CLOSE);
        this.upgrades = request.getAttribute(Names.REQUEST_UPGRADES);
    }

    /** The same one, if a servlet has sent the request here again by a dispatch of its own. */
    static UnderWay of(HttpServletRequest request, HttpServletResponse response) {
        request.removeAttribute(Names.REQUEST_WAITS);
        return request.getAttribute(ATTRIBUTE) instanceof UnderWay again ? again : new UnderWay(request, response);
    }

    /** Has a servlet seen the request, though it waits now? Of a former version of the gate too. */
    static boolean isBegun(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** Goes into all of them or into none more; the one that is closed, or null. */
    synchronized Owner enter(Owner... all) {
        int before = owners.size();
        for (Owner owner : all) {
            if (!owners.contains(owner)) {
                owners.add(owner);
                if (!owner.enter(this)) {
                    List<Owner> entered = owners.subList(before, owners.size());
                    entered.forEach(it -> it.leave(this));
                    entered.clear();
                    return owner;
                }
            }
        }
        return null;
    }

    /** Goes into all of them, closed or not. */
    synchronized void enterAnyway(Owner... all) {
        for (Owner owner : all) {
            if (!owners.contains(owner)) {
                owners.add(owner);
                owner.enter(this);
            }
        }
    }

    /** Its thread comes back from the bundles' code: with an answer, with somebody's word that one will follow, or to wait. */
    void returns(HttpServletRequest request) {
        if (!isIn()) {
            return;
        }
        if (request.isAsyncStarted() && !Boolean.TRUE.equals(request.getAttribute(Names.REQUEST_WAITS))) {
            async = request.getAsyncContext();
            async.addListener(this);
            request.setAttribute(ATTRIBUTE, this);
            thread = null;
        } else {
            answered();
        }
    }

    /** It is over, unless the connection goes on with another protocol. */
    @SuppressWarnings("unchecked") // what the connector promises by the name
    private void answered() {
        if (response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS
                && upgrades instanceof Consumer<?> connection) {
            stream = true;
            async = null;
            thread = null;
            ((Consumer<Runnable>) connection).accept(this::leave);
        } else {
            leave();
        }
    }

    /** One that is just about to go in is waited for: it is told the way, or goes in. */
    synchronized boolean isIn() {
        return !owners.isEmpty();
    }

    /** Has it gone into this one? To be seen for a moment in what is closed it need not have, and then nobody has begun it. */
    synchronized boolean isIn(Owner owner) {
        return owners.contains(owner);
    }

    /** Out of all of them: answered, cut, or sent round before anybody has begun it. */
    synchronized void leave() {
        over = true;
        owners.forEach(it -> it.leave(this));
        owners.clear();
    }

    /** Was it cut, and nobody may go on with it? */
    synchronized boolean isOver() {
        return over;
    }

    /** All waits for it together are no longer than this. */
    boolean isWaitedFor(Duration most, long now) {
        if (waitedSince == 0) {
            waitedSince = now;
        }
        return now - waitedSince < most.toNanos() && isCut();
    }

    /** If its bundle goes now, its answer is lost. What its own thread waits for it cannot wait for. */
    boolean isCut() {
        return thread != Thread.currentThread() && !isStream();
    }

    /** Of events, which may go on for ever. By the header: the container need not know a type that was not set as one. */
    boolean isStream() {
        try {
            stream = stream
                    || response.isCommitted()
                            && response.getHeaders("Content-Type").stream().anyMatch(it -> it.startsWith(EVENT_STREAM));
        } catch (RuntimeException e) {
            LOG.trace("{} has ended this moment", this, e);
        }
        return stream;
    }

    /** Its bundle has gone. A stream ends so that its client sees it. */
    void end() {
        AsyncContext last = async;
        leave();
        if (last == null) {
            closes();
            return;
        }
        try {
            last.complete();
        } catch (RuntimeException e) {
            LOG.debug("{} has ended by itself", this, e);
        }
    }

    /** Closes its connection: it was begun, so its client may be told nothing else. */
    void cut() {
        AsyncContext last = async;
        leave();
        if (!closes() && last != null) {
            ServiceUnavailable.fail(last);
        }
    }

    private boolean closes() {
        if (close instanceof Runnable connection) {
            try {
                connection.run();
            } catch (RuntimeException
                    | LinkageError e) { // of another protocol, whose code is the bundle's that has gone
                LOG.debug("{} did not end well", this, e);
            }
            return true;
        }
        return false;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // its servlet, or the container, answers now
    }

    @Override
    public void onError(AsyncEvent event) {
        // the same
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // returns() sees it
    }

    @Override
    public String toString() {
        return name + " (" + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms)";
    }
}
