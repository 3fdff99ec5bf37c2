package fil.monitor;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Counts and times every request, before anything else sees it, so that a wait at the gate is part of its time.
 * An answer that is finished later is counted then; a stream of events has no latency.
 */
@Component(service = Preprocessor.class, property = "service.ranking:Integer=2147483647")
public final class RequestCount implements Preprocessor {
    private static final String ATTRIBUTE = Underway.class.getName();

    private final Traffic traffic;

    /** For SCR. */
    @Activate
    public RequestCount(@Reference Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isSeen(request)) {
            chain.doFilter(request, response);
            if (request.getAttribute(ATTRIBUTE) instanceof Underway underway) {
                underway.look();
            }
            return;
        }
        Underway underway = new Underway(
                traffic, traffic.of(((HttpServletRequest) request).getRequestURI()), (HttpServletResponse) response);
        boolean returned = false;
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            if (!request.isAsyncStarted() || !underway.goesOn(request)) {
                underway.end(returned);
            }
        }
    }

    /** A request that waited somewhere comes by again. */
    private static boolean isSeen(ServletRequest request) {
        return request.getDispatcherType() != DispatcherType.REQUEST
                && (request.getDispatcherType() != DispatcherType.ASYNC || request.getAttribute(ATTRIBUTE) != null);
    }

    /** One request, from the moment it came in. Ends once. */
    private static final class Underway implements AsyncListener {
        private final Traffic traffic;
        private final Count count;
        private final HttpServletResponse response;
        private final long began = System.nanoTime();
        private boolean stream;
        private boolean ended;

        Underway(Traffic traffic, Count count, HttpServletResponse response) {
            this.traffic = traffic;
            this.count = count;
            this.response = response;
            underWay(1);
        }

        /** Who looks at the numbers is not in them. */
        private void underWay(int change) {
            if (count.plotted()) {
                traffic.underWay().add(change);
            }
        }

        /** @return false if it has ended already, in another thread */
        boolean goesOn(ServletRequest request) {
            try {
                request.getAsyncContext().addListener(this);
            } catch (IllegalStateException completed) {
                return false;
            }
            request.setAttribute(ATTRIBUTE, this);
            look();
            return true;
        }

        /** Looks whether a stream of events has become of it. */
        synchronized void look() {
            String type = ended || stream ? null : response.getContentType();
            if (type != null && type.startsWith("text/event-stream")) {
                stream = true;
                underWay(-1);
                traffic.streams().increment();
            }
        }

        synchronized void end(boolean returned) {
            if (ended) {
                return;
            }
            look();
            ended = true;
            if (stream) {
                traffic.streams().decrement();
            } else {
                underWay(-1);
            }
            int status = returned ? response.getStatus() : 500;
            count.answered(status);
            if (!stream) {
                long now = System.nanoTime();
                count.took(now - began);
                if (count.plotted()) {
                    traffic.latency().add(now, now - began, status >= 500);
                }
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            end(true);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
