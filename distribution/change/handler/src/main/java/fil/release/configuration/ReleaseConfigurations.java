package fil.release.configuration;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The one who writes the defaults of a release to Config Admin, at a start and at a change alike. */
public final class ReleaseConfigurations {
    private final ConfigurationAdmin admin;

    /** @param admin the Config Admin of the framework */
    public ReleaseConfigurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * One release follows another.
     *
     * @param before the defaults of the one that leaves, by PID
     * @param after the defaults of the one that comes, by PID
     * @throws IOException if Config Admin cannot keep them
     */
    public void follow(Map<String, Map<String, Object>> before, Map<String, Map<String, Object>> after)
            throws IOException {
        Set<String> pids = new TreeSet<>(before.keySet());
        pids.addAll(after.keySet());
        for (String pid : pids) {
            follow(pid, before.getOrDefault(pid, Map.of()), after.getOrDefault(pid, Map.of()));
        }
    }

    /**
     * @param pid a PID, or {@code factory~name}
     * @param before the defaults of the release that leaves
     * @param after the defaults of the release that comes
     * @return what was there, to be put back by {@link #restore}
     * @throws IOException if Config Admin cannot keep it
     */
    public Optional<Dictionary<String, Object>> follow(
            String pid, Map<String, Object> before, Map<String, Object> after) throws IOException {
        Configuration configuration = configuration(pid);
        Optional<Dictionary<String, Object>> there = Optional.ofNullable(configuration.getProperties());
        Map<String, Object> wanted =
                Defaults.follow(there.map(ReleaseConfigurations::values).orElse(Map.of()), before, after);
        if (wanted.isEmpty() && after.isEmpty()) {
            configuration.delete();
        } else {
            configuration.updateIfDifferent(new Hashtable<>(wanted));
        }
        return there;
    }

    /**
     * @param pid a PID, or {@code factory~name}
     * @param there what was there
     * @throws IOException if Config Admin cannot keep it
     */
    public void restore(String pid, Optional<Dictionary<String, Object>> there) throws IOException {
        if (there.isPresent()) {
            configuration(pid).updateIfDifferent(there.get());
        } else {
            configuration(pid).delete();
        }
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private static Map<String, Object> values(Dictionary<String, Object> properties) {
        Map<String, Object> values = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> values.put(key, properties.get(key)));
        return values;
    }
}
