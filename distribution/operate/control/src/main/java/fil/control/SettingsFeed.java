package fil.control;

import java.io.IOException;
import java.io.StringReader;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands the settings of this start (the framework property {@code fil.configuration}) to Config Admin, and the defaults of the
 * release ({@code fil.configuration.defaults}) where nothing is set. A line is {@code pid/property=value}.
 */
@Component(service = {})
public final class SettingsFeed {
    private final ConfigurationAdmin admin;

    @Activate
    public SettingsFeed(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this.admin = admin;
        feed(byPid(context.getProperty("fil.configuration.defaults")), false);
        feed(byPid(context.getProperty("fil.configuration")), true);
    }

    private static Map<String, Map<String, String>> byPid(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(text == null ? "" : text));
        Map<String, Map<String, String>> byPid = new TreeMap<>();
        for (String name : lines.stringPropertyNames()) {
            int slash = name.indexOf('/');
            byPid.computeIfAbsent(name.substring(0, slash), pid -> new TreeMap<>())
                    .put(name.substring(slash + 1), lines.getProperty(name));
        }
        return byPid;
    }

    private void feed(Map<String, Map<String, String>> byPid, boolean always) throws IOException {
        for (Map.Entry<String, Map<String, String>> entry : byPid.entrySet()) {
            Configuration configuration = configuration(entry.getKey());
            Dictionary<String, Object> there = configuration.getProperties();
            Dictionary<String, Object> wanted = there == null ? new Hashtable<>() : there;
            entry.getValue().forEach((name, value) -> {
                if (always || wanted.get(name) == null) {
                    wanted.put(name, value);
                }
            });
            configuration.updateIfDifferent(wanted);
        }
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }
}
