package fil.release.osgi;

import fil.release.ReleaseException;
import fil.release.configuration.ReleaseConfigurations;
import fil.release.execute.Platform;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** The defaults of a release in the Config Admin that runs at the moment: a change may replace it. */
final class Configurations {
    private final BundleContext context;

    Configurations(BundleContext context) {
        this.context = context;
    }

    Platform.Undo change(String pid, Map<String, Object> before, Map<String, Object> after) throws IOException {
        Optional<Dictionary<String, Object>> there = now(pid).follow(pid, before, after);
        return () -> now(pid).restore(pid, there);
    }

    private ReleaseConfigurations now(String pid) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw new ReleaseException("there is no Config Admin to configure " + pid + " with");
        }
        return new ReleaseConfigurations(admin);
    }
}
