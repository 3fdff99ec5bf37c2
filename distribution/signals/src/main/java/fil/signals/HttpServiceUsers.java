package fil.signals;

import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Who registers with the {@code HttpService} itself: no service tells of what they register. */
public final class HttpServiceUsers {
    private static final String TYPE = "org.osgi.service.http.HttpService";

    private HttpServiceUsers() {}

    /**
     * @param context of the bundle that asks
     * @return the bundles that use it, each once, without those that offer it
     */
    public static Stream<Bundle> all(BundleContext context) {
        return Services.all(context, TYPE, null)
                .flatMap(it -> Stream.ofNullable(it.getUsingBundles())
                        .flatMap(Stream::of)
                        .filter(bundle -> !bundle.equals(it.getBundle())))
                .distinct();
    }
}
