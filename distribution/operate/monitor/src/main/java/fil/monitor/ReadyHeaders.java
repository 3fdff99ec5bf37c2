package fil.monitor;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** Felix's health servlet sets no security headers. At {@code /health}, in a context of ours, {@link Doors} does it. */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/ready")
public final class ReadyHeaders implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpReply.ALWAYS.forEach(((HttpServletResponse) response)::setHeader);
        chain.doFilter(request, response);
    }
}
