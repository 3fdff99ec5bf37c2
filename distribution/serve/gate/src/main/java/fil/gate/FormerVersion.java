package fil.gate;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Code of a bundle's former version that goes on to answer while the next one is put in its place, as old code does in Erlang
 * until the current one is there. A bundle offers it as a service {@code jakarta.servlet.Filter} with the property
 * {@value fil.signals.Names#STAND_IN}={@code true} and none of the whiteboard's, once it has what it answers with; the next version is waited
 * for until it offers one too. It answers a request at once, or hands it on to the chain: then the request waits. It must need
 * nothing that ends with its bundle; once it throws, it is not asked again.
 */
final class FormerVersion {

    private static final Logger LOG = LoggerFactory.getLogger(FormerVersion.class);

    private final Filter filter;
    private final AtomicLong inside = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean broken;

    FormerVersion(Filter filter) {
        this.filter = filter;
    }

    /** False if the request is to wait; it is as it was then. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (broken) {
            return false;
        }
        inside.incrementAndGet();
        try {
            AtomicBoolean handedOn = new AtomicBoolean();
            FilterChain wait = (same, too) -> handedOn.set(true);
            filter.doFilter(request, response, wait);
            if (!handedOn.get()) {
                answered.incrementAndGet();
            }
            return !handedOn.get();
        } catch (ServletException | RuntimeException | LinkageError e) {
            broken = true;
            // seen, and dealt with: the classes of a server that is replaced by hand go before who stands in does
            LOG.info("{} can no longer stand in for its bundle ({}); requests wait from now on", filter, e.toString());
            LOG.debug("What it said", e);
            if (!response.isCommitted()) {
                response.reset();
            }
            return response.isCommitted();
        } finally {
            inside.decrementAndGet();
        }
    }

    long inside() {
        return inside.get();
    }

    long answered() {
        return answered.get();
    }
}
