package fil.monitor;

import fil.signals.Names;
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
 * Counts and times every request, before anything else sees it, so that a wait at the gate is part of its time. What is
 * answered in the same call costs two looks at the clock and a few additions.
 */
@Component(
        service = Preprocessor.class,
        property = {"service.ranking:Integer=2147483647", Names.GUARDS + ":Boolean=false"})
public final class RequestCount implements Preprocessor {
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
            again(request, response, chain);
            return;
        }
        Count count = traffic.of(((HttpServletRequest) request).getRequestURI());
        long began = System.nanoTime();
        count.came();
        boolean returned = false;
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            HttpServletResponse answer = (HttpServletResponse) response;
            if (!request.isAsyncStarted()
                    || !LateAnswer.of(traffic, count, began, answer).goesOn(request)) {
                traffic.answered(count, began, returned ? answer.getStatus() : 500);
            }
        }
    }

    /** A request that waited somewhere comes by again. */
    private static boolean isSeen(ServletRequest request) {
        return request.getDispatcherType() != DispatcherType.REQUEST
                && (request.getDispatcherType() != DispatcherType.ASYNC
                        || request.getAttribute(LateAnswer.ATTRIBUTE) != null);
    }

    private static void again(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (request.getAttribute(LateAnswer.ATTRIBUTE) instanceof LateAnswer late) {
            late.look();
        }
    }
}
