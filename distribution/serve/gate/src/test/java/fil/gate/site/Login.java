package fil.gate.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Lets nobody by without a token; one that fails does so when the whiteboard takes it up. */
final class Login extends HttpFilter implements Preprocessor {

    private static final long serialVersionUID = 1;

    private final boolean fails;

    Login(boolean fails) {
        this.fails = fails;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        if (fails) {
            throw new ServletException("this version does not work");
        }
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (knows((HttpServletRequest) any, (HttpServletResponse) response)) {
            chain.doFilter(any, response);
        }
    }

    private static boolean knows(HttpServletRequest request, HttpServletResponse response) {
        boolean known = !request.getRequestURI().contains("/secret") || "token".equals(request.getQueryString());
        if (!known) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
        return known;
    }

    /** The same for a whole context. */
    static final class Context extends ServletContextHelper {
        @Override
        public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
            return knows(request, response);
        }
    }
}
