package fil.release.service;

import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/** What the manifests of running bundles say; read once, as long as the bundle is as it was. */
final class Manifests {
    private record Known(long lastModified, BundleFacts facts) {}

    private final Map<Long, Known> running = new ConcurrentHashMap<>();

    BundleFacts of(Bundle bundle) {
        Known known = running.get(bundle.getBundleId());
        if (known == null || known.lastModified() != bundle.getLastModified()) {
            known = new Known(bundle.getLastModified(), read(bundle));
            running.put(bundle.getBundleId(), known);
        }
        return known.facts();
    }

    /** The releases at hand; one that is damaged is none. */
    static List<Assembly> releases(ReleaseStore store) {
        List<Assembly> all = new ArrayList<>();
        for (Release release : store.readable().values()) {
            try {
                all.add(Assembly.of(
                        release, bundle -> BundleFacts.of(store.layout().file(bundle))));
            } catch (ReleaseException damaged) {
                continue;
            }
        }
        return all;
    }

    private static BundleFacts read(Bundle bundle) {
        Map<String, String> headers = new HashMap<>();
        Dictionary<String, String> all = bundle.getHeaders("");
        Collections.list(all.keys()).forEach(name -> headers.put(name, all.get(name)));
        return BundleFacts.of(bundle.getSymbolicName(), headers);
    }
}
