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

/** Hands the settings of this start, the framework property {@code fil.configuration}, to Config Admin. */
@Component(service = {})
public final class SettingsFeed {
    private static final String PROPERTY = "fil.configuration";

    @Activate
    public SettingsFeed(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(context.getProperty(PROPERTY) == null ? "" : context.getProperty(PROPERTY)));
        Map<String, Map<String, String>> byPid = new TreeMap<>();
        for (String name : lines.stringPropertyNames()) {
            int slash = name.indexOf('/');
            byPid.computeIfAbsent(name.substring(0, slash), pid -> new TreeMap<>())
                    .put(name.substring(slash + 1), lines.getProperty(name));
        }
        for (Map.Entry<String, Map<String, String>> entry : byPid.entrySet()) {
            feed(admin.getConfiguration(entry.getKey(), "?"), entry.getValue());
        }
    }

    private static void feed(Configuration configuration, Map<String, String> values) throws IOException {
        Dictionary<String, Object> there = configuration.getProperties();
        Dictionary<String, Object> wanted = there == null ? new Hashtable<>() : there;
        values.forEach(wanted::put);
        configuration.updateIfDifferent(wanted);
    }
}
