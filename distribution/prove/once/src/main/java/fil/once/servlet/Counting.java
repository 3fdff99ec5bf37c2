package fil.once.servlet;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the servlet of this bundle; its stop takes a while, so that requests to it wait. */
public final class Counting implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Map<String, String> headers = Map.of(
                "file", context.getBundle().getHeaders().get("Once-File"),
                "path", context.getBundle().getHeaders().get("Once-Path"));
        context.registerService(
                Servlet.class,
                new CountingServlet(
                        Path.of(headers.get("file")),
                        context.getBundle().getVersion().toString()),
                new Hashtable<>(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        headers.get("path") + "/*",
                        "osgi.http.whiteboard.servlet.asyncSupported",
                        true)));
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        Thread.sleep(Long.parseLong(context.getBundle().getHeaders().get("Once-Stop")));
    }
}
