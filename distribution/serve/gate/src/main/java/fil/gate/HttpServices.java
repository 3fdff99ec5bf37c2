package fil.gate;

import fil.signals.HttpServiceUsers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * What bundles have registered with the {@code HttpService} itself, which no service tells of. The server says which paths, and
 * the framework who uses it: each of them takes part in each of the paths.
 */
final class HttpServices {

    private final BundleContext context;
    private final Runtimes runtimes;

    HttpServices(BundleContext context, Runtimes runtimes) {
        this.context = context;
        this.runtimes = runtimes;
    }

    /** By the number of the bundle. */
    Map<Long, Registration> registrations() {
        Set<Bundle> users = HttpServiceUsers.all(context)
                .filter(it -> !runtimes.isFrom(it)
                        && it.getBundleId() != context.getBundle().getBundleId())
                .collect(Collectors.toSet());
        List<String> patterns = users.isEmpty() ? List.of() : runtimes.withoutService();
        Map<Long, Registration> all = new HashMap<>();
        if (!patterns.isEmpty()) {
            users.forEach(it -> all.put(it.getBundleId(), registration(it, patterns)));
        }
        return all;
    }

    private static Registration registration(Bundle user, List<String> patterns) {
        long id = user.getBundleId();
        return new Registration(
                -1 - id,
                0,
                id,
                String.valueOf(user.getSymbolicName()),
                Kind.HTTP_SERVICE,
                Map.of(Registration.PREFIX + "servlet.pattern", patterns, Constants.SERVICE_ID, -1 - id));
    }
}
