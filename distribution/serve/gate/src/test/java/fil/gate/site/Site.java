package fil.gate.site;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * A bundle as anybody might write it: servlets on the whiteboard, registered as it starts, or as long as a service is there
 * that it needs. What it serves is in its manifest.
 */
public final class Site implements BundleActivator, ServiceListener {

    private volatile BundleContext context;
    private volatile Pages pages;
    private ServiceRegistration<Servlet> servlet;

    @Override
    public void start(BundleContext started) throws InvalidSyntaxException {
        context = started;
        String version = context.getBundle().getVersion().toString();
        String filter = header("Site-Filter");
        if (filter != null) {
            context.registerService(
                    Filter.class,
                    new Stamp(version),
                    new Hashtable<>(Map.of(
                            "osgi.http.whiteboard.filter.pattern",
                            filter,
                            "osgi.http.whiteboard.filter.asyncSupported",
                            true)));
        }
        if (header("Site-Offers") != null) {
            context.registerService(
                    Object.class, new Object(), new Hashtable<>(Map.of("offer", header("Site-Offers"))));
        }
        if (header("Site-Preprocessor") != null) {
            context.registerService(Preprocessor.class, new Stamp(version), null);
        }
        if (header("Site-StandsIn") != null) {
            context.registerService(
                    Filter.class, new Former(version), new Hashtable<>(Map.of("fil.gate.standin", true)));
        }
        if (header("Site-LoginNeeds") != null) {
            loginWith(header("Site-LoginNeeds"));
        } else if (header("Site-Login") != null) {
            login(header("Site-Login"), header("Site-Fails") != null);
        }
        if (header("Site-Resources") != null) {
            context.registerService(
                    Object.class,
                    new Object(),
                    new Hashtable<>(Map.of(
                            "osgi.http.whiteboard.resource.pattern",
                            header("Site-Resources"),
                            "osgi.http.whiteboard.resource.prefix",
                            "/fil/gate/site")));
        }
        if (header("Site-Breaks") != null) {
            throw new IllegalStateException("this version does not start");
        }
        String needs = header("Site-Needs");
        if (needs == null) {
            open();
        } else {
            context.addServiceListener(this, "(offer=" + needs + ")");
            if (context.getAllServiceReferences(null, "(offer=" + needs + ")") != null) {
                open();
            }
        }
    }

    /** As a component with a reference. */
    private void loginWith(String needed) throws InvalidSyntaxException {
        String filter = "(offer=" + needed + ")";
        AtomicReference<ServiceRegistration<?>> login = new AtomicReference<>();
        context.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        login.set(login(header("Site-Login"), false));
                    } else if (event.getType() == ServiceEvent.UNREGISTERING) {
                        login.get().unregister();
                    }
                },
                filter);
        if (context.getAllServiceReferences(null, filter) != null) {
            login.set(login(header("Site-Login"), false));
        }
    }

    private ServiceRegistration<?> login(String kind, boolean fails) {
        Dictionary<String, Object> properties = new Hashtable<>();
        switch (kind) {
            case "preprocessor" -> {
                return context.registerService(Preprocessor.class, new Login(fails), properties);
            }
            case "filter" -> {
                properties.put("osgi.http.whiteboard.filter.pattern", "/secret/*");
                properties.put("osgi.http.whiteboard.filter.asyncSupported", true);
                return context.registerService(Filter.class, new Login(fails), properties);
            }
            default -> {
                properties.put("osgi.http.whiteboard.context.name", "guarded");
                properties.put("osgi.http.whiteboard.context.path", fails ? "no path" : "/guarded");
                return context.registerService(ServletContextHelper.class, new Login.Context(), properties);
            }
        }
    }

    private String header(String name) {
        return context.getBundle().getHeaders().get(name);
    }

    private synchronized void open() {
        pages = new Pages(context.getBundle().getVersion().toString());
        if (header("Site-Servlets") != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(
                    "osgi.http.whiteboard.servlet.pattern",
                    header("Site-Servlets").split(","));
            properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
            if (header("Site-Context") != null) {
                properties.put("osgi.http.whiteboard.context.select", header("Site-Context"));
            }
            servlet = context.registerService(Servlet.class, pages, properties);
        }
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            open();
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            servlet.unregister();
            pages.leave();
        }
    }

    @Override
    public void stop(BundleContext stopped) {
        if (pages != null) {
            pages.leave();
        }
    }
}
