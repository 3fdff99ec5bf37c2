package fil.monitor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The servlet context of all that is for the operator only: the page, the metrics, and Felix's detailed health. Decides
 * whether a request may come in before any servlet sees it.
 */
@Component(
        service = ServletContextHelper.class,
        configurationPid = MonitorConfig.PID,
        property = {"osgi.http.whiteboard.context.name=" + Doors.NAME, "osgi.http.whiteboard.context.path=/"})
@Designate(ocd = MonitorConfig.class)
public final class Doors extends ServletContextHelper {
    static final String NAME = "fil.monitor";

    /** Felix's health page has its style in itself. */
    private static final String HEALTH_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Admission admission;
    private final boolean pageIsHere;

    /** For SCR. */
    @Activate
    public Doors(MonitorConfig config) {
        admission = new Admission(config.remote());
        pageIsHere = isOn(config) && config.port() == 0;
    }

    static boolean isOn(MonitorConfig config) {
        return !"off".equalsIgnoreCase(config.monitor().trim());
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpReply.ALWAYS.forEach(response::setHeader);
        if (isHealth(request.getRequestURI())) {
            response.setHeader("Content-Security-Policy", HEALTH_POLICY);
        }
        Optional<Integer> refusal = pageIsHere || isHealth(request.getRequestURI())
                ? admission.refusal(request.getMethod(), request.getRemoteAddr(), request::getHeader)
                : Optional.of(404);
        if (refusal.isEmpty()) {
            return true;
        }
        response.setHeader("Cache-Control", "no-store");
        if (refusal.get() == 405) {
            response.setHeader("Allow", "GET, HEAD");
        }
        response.sendError(refusal.get());
        return false;
    }

    private static boolean isHealth(String path) {
        return path.equals("/health") || path.startsWith("/health.");
    }
}
