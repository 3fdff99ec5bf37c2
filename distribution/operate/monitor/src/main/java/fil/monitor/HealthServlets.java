package fil.monitor;

import fil.signals.SystemName;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives Felix's health servlet its two configurations: the detailed health for the operator, and readiness, one word for
 * anybody, such as a load balancer. They stay while this bundle is replaced.
 */
@Component(service = HealthServlets.class, immediate = true)
public final class HealthServlets {
    private static final String PID = "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet";
    private static final String[] DETAILED = {"html", "json", "txt", "verbose.txt"};
    private static final String[] ONE_WORD = {"txt"};

    /** For SCR. */
    @Activate
    public HealthServlets(@Reference ConfigurationAdmin admin) throws IOException {
        configure(
                admin,
                "fil-health",
                Map.of(
                        "servletPath",
                        "/health",
                        "servletContextName",
                        Doors.NAME,
                        "tags",
                        SystemName.healthTags().toArray(String[]::new),
                        "format",
                        "json",
                        "allowed.formats",
                        DETAILED));
        configure(
                admin,
                "fil-ready",
                Map.of(
                        "servletPath",
                        "/ready",
                        "tags",
                        new String[] {ReadyCheck.TAG},
                        "format",
                        "txt",
                        "allowed.formats",
                        ONE_WORD));
    }

    private static void configure(ConfigurationAdmin admin, String name, Map<String, Object> values)
            throws IOException {
        Dictionary<String, Object> all = new Hashtable<>(values);
        all.put("disable.request.configuration", true);
        all.put("cors.accessControlAllowOrigin", "");
        admin.getFactoryConfiguration(PID, name, "?").updateIfDifferent(all);
    }
}
