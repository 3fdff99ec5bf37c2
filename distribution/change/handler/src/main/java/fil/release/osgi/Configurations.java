package fil.release.osgi;

import fil.release.ReleaseException;
import fil.release.execute.Platform;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The defaults of a release in Config Admin. A property that still has the default of the release that leaves gets the one
 * of the release that comes; any other value is the operator's and stays.
 */
final class Configurations {
    private final BundleContext context;

    Configurations(BundleContext context) {
        this.context = context;
    }

    Platform.Undo change(String pid, Map<String, Object> before, Map<String, Object> after) throws IOException {
        Configuration configuration = configuration(pid);
        Dictionary<String, Object> there = configuration.getProperties();
        Dictionary<String, Object> wanted = there == null ? new Hashtable<>() : copy(there);
        before.forEach((key, value) -> {
            if (isDefault(wanted.get(key), value)) {
                wanted.remove(key);
            }
        });
        after.forEach((key, value) -> {
            if (wanted.get(key) == null) {
                wanted.put(key, value);
            }
        });
        if (wanted.isEmpty() && after.isEmpty()) {
            configuration.delete();
        } else {
            configuration.updateIfDifferent(wanted);
        }
        return () -> restore(pid, there);
    }

    private void restore(String pid, Dictionary<String, Object> there) throws IOException {
        if (there == null) {
            configuration(pid).delete();
        } else {
            configuration(pid).updateIfDifferent(there);
        }
    }

    private Configuration configuration(String pid) throws IOException {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw new ReleaseException("there is no Config Admin to configure " + pid + " with");
        }
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    /** The feed of settings writes texts, a feature has types: what reads the same is the same. */
    private static boolean isDefault(Object there, Object value) {
        return there != null && Objects.equals(text(there), text(value));
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? java.util.Arrays.deepToString(array) : String.valueOf(value);
    }

    private static Dictionary<String, Object> copy(Dictionary<String, Object> original) {
        Hashtable<String, Object> copy = new Hashtable<>();
        java.util.Collections.list(original.keys()).forEach(key -> copy.put(key, original.get(key)));
        return copy;
    }
}
