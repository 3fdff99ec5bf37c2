package fil.gate.site;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle as anybody might write it: servlets on the whiteboard, registered as it starts. What it serves is in its manifest. */
public final class Site implements BundleActivator {

    private volatile Pages pages;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        pages = new Pages(context.getBundle().getVersion().toString());
        if (headers.get("Site-Servlets") != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(
                    "osgi.http.whiteboard.servlet.pattern",
                    headers.get("Site-Servlets").split(","));
            properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
            context.registerService(Servlet.class, pages, properties);
        }
        if (headers.get("Site-Filter") != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put("osgi.http.whiteboard.filter.pattern", headers.get("Site-Filter"));
            properties.put("osgi.http.whiteboard.filter.asyncSupported", true);
            context.registerService(
                    Filter.class, new Stamp(context.getBundle().getVersion().toString()), properties);
        }
    }

    @Override
    public void stop(BundleContext context) {
        pages.leave();
    }
}
