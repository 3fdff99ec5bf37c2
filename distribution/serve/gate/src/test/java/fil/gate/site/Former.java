package fil.gate.site;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Stands in for its bundle while that is replaced; hands on, or fails, if the path says so. */
record Former(String version) implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain later)
            throws IOException, ServletException {
        String path = ((HttpServletRequest) request).getRequestURI();
        response.getOutputStream().write("half of it".getBytes(StandardCharsets.US_ASCII));
        if (path.endsWith("/broken")) {
            throw new IllegalStateException("made by the test");
        }
        response.resetBuffer();
        if (path.endsWith("/later")) {
            later.doFilter(request, response);
        } else {
            response.getOutputStream().write((version + " stands in").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
