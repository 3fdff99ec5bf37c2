package fil.release.service;

import fil.release.FileCache;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/** What the manifests say, of files and of running bundles; read once, as long as neither changes. */
final class Manifests {
    private record Known(long lastModified, BundleFacts facts) {}

    private final FileCache<BundleFacts> files = new FileCache<>(BundleFacts::of);
    private final Map<Long, Known> running = new ConcurrentHashMap<>();

    BundleFacts of(Path file) {
        try {
            return files.of(file);
        } catch (IOException e) {
            throw new ReleaseException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    BundleFacts of(Bundle bundle) {
        Known known = running.get(bundle.getBundleId());
        if (known == null || known.lastModified() != bundle.getLastModified()) {
            known = new Known(bundle.getLastModified(), read(bundle));
            running.put(bundle.getBundleId(), known);
        }
        return known.facts();
    }

    /** The releases at hand; one that is damaged is none. */
    List<Assembly> releases(ReleaseStore store) {
        List<Assembly> all = new ArrayList<>();
        for (Release release : store.readable().values()) {
            try {
                all.add(Assembly.of(release, bundle -> of(store.file(bundle))));
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
