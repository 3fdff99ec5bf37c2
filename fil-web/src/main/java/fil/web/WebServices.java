package fil.web;

import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ERROR_PAGE;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

import fil.signals.Names;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.felix.hc.api.HealthCheck;
import org.eclipse.jetty.http.HttpStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.whiteboard.annotations.RequireHttpWhiteboard;

/**
 * What this bundle offers: one servlet to the whiteboard, and checks of its health. No components of their own, and not a servlet
 * for each path: whoever asks while this bundle is being replaced waits for all that it served, one service after the other.
 */
@RequireHttpWhiteboard
final class WebServices implements AutoCloseable {
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    private final BundleContext context;
    private final PublishedView board;
    private final Waiters waiters;
    private final Deque<ServiceRegistration<?>> registered = new ArrayDeque<>();
    private Optional<ServiceRegistration<Filter>> standIn = Optional.empty();

    WebServices(BundleContext context, PublishedView board, Waiters waiters, Events events) {
        this.context = context;
        this.board = board;
        this.waiters = waiters;
        PathDispatcher site = new PathDispatcher(board, waiters, events);
        register(
                Servlet.class,
                site,
                Map.of(
                        HTTP_WHITEBOARD_SERVLET_PATTERN,
                        site.patterns(),
                        HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED,
                        true,
                        HTTP_WHITEBOARD_SERVLET_ERROR_PAGE,
                        errors()));
        healthy(new WebHealth("colour", board::colourTrouble));
        healthy(new WebHealth("page", board::pageTrouble));
    }

    /** Each by its number: for the 200 that "4xx" and "5xx" stand for Felix takes a tenth of the time of an update. */
    private static String[] errors() {
        return Stream.concat(
                        Stream.of(Throwable.class.getName()),
                        IntStream.rangeClosed(FIRST_ERROR, LAST_ERROR)
                                .filter(status -> HttpStatus.getCode(status) != null)
                                .mapToObj(String::valueOf))
                .toArray(String[]::new);
    }

    /** The view is complete: what stood in for this bundle is not needed any more, and the view could stand in for it. */
    synchronized void offerStandIn() {
        if (standIn.isEmpty() && !registered.isEmpty()) {
            standIn = Optional.of(
                    context.registerService(Filter.class, new LastViewFilter(board), Names.marked(Names.STAND_IN)));
        }
    }

    private void healthy(WebHealth health) {
        register(HealthCheck.class, health, Map.of(HealthCheck.NAME, health.subject(), HealthCheck.TAGS, "fil"));
    }

    private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
        registered.push(context.registerService(type, service, new Hashtable<>(properties)));
    }

    /**
     * The last one first, and then the stand-in, which is needed until all have gone. Who waits here while this bundle is replaced
     * waits on for its next version.
     */
    @Override
    public synchronized void close() {
        registered.forEach(ServiceRegistration::unregister);
        registered.clear();
        standIn.ifPresent(ServiceRegistration::unregister);
        if (context.getBundle(0).getState() == Bundle.STOPPING) {
            waiters.refuse();
        } else {
            waiters.handOn();
        }
    }
}
