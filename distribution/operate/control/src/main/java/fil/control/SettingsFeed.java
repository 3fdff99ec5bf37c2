package fil.control;

import fil.release.configuration.ReleaseConfigurations;
import java.io.IOException;
import java.io.StringReader;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands to Config Admin what the launcher brings: the defaults of the releases up to the one that starts, as a change hands them
 * over, and then the settings of this start (the framework property {@code fil.configuration}, a line {@code pid/property=value} each).
 */
@Component(service = {})
public final class SettingsFeed {
    private static final String RELEASES = "(name=fil.release.configurations)";
    private final ConfigurationAdmin admin;

    @Activate
    public SettingsFeed(BundleContext context, @Reference ConfigurationAdmin admin)
            throws IOException, InvalidSyntaxException {
        this.admin = admin;
        ServiceReference<?>[] releases = context.getServiceReferences(List.class.getName(), RELEASES);
        if (releases != null) {
            follow((List<?>) context.getService(releases[0]));
            context.ungetService(releases[0]);
        }
        feed(byPid(context.getProperty("fil.configuration")));
    }

    /** The launcher registers a list of plain values: the defaults by PID of each release, the one that starts last. */
    @SuppressWarnings("unchecked")
    private void follow(List<?> releases) throws IOException {
        ReleaseConfigurations configurations = new ReleaseConfigurations(admin);
        Iterator<?> all = releases.iterator();
        Map<String, Map<String, Object>> before =
                all.hasNext() ? (Map<String, Map<String, Object>>) all.next() : Map.of();
        while (all.hasNext()) {
            Map<String, Map<String, Object>> next = (Map<String, Map<String, Object>>) all.next();
            configurations.follow(before, next);
            before = next;
        }
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

    private void feed(Map<String, Map<String, String>> byPid) throws IOException {
        for (Map.Entry<String, Map<String, String>> entry : byPid.entrySet()) {
            Configuration configuration = admin.getConfiguration(entry.getKey(), "?");
            Dictionary<String, Object> there = configuration.getProperties();
            Dictionary<String, Object> wanted = there == null ? new Hashtable<>() : there;
            entry.getValue().forEach(wanted::put);
            configuration.updateIfDifferent(wanted);
        }
    }
}
