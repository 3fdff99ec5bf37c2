package fil.health;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Whose a servlet is that was registered with the {@code HttpService}: no service says so. */
final class HttpServiceUsers {
    private static final String TYPE = "org.osgi.service.http.HttpService";

    private HttpServiceUsers() {}

    /**
     * The one who uses the HttpService; of several the one that has the class.
     *
     * @param code the name of the servlet, which is that of its class unless it was given another
     * @return a symbolic name; empty if it cannot be said
     */
    static String owner(ServiceLookup registry, String code) {
        List<Bundle> users = registry.all(TYPE, null).stream()
                .flatMap(it -> Stream.ofNullable(it.getUsingBundles())
                        .flatMap(Stream::of)
                        .filter(bundle -> !bundle.equals(it.getBundle())))
                .distinct()
                .toList();
        List<Bundle> having = users.size() == 1
                ? users
                : users.stream()
                        .filter(it -> it.getEntry(code.replace('.', '/') + ".class") != null)
                        .toList();
        return having.size() == 1 ? having.get(0).getSymbolicName() : "";
    }
}
