package fil.it.pax;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Changes of configuration in a running system, as the web console or a configurator makes them. */
final class Settings {
    private Settings() {}

    /** Sets how long a colour lasts and waits until the machine has taken it up. */
    static void cycle(Inside inside, long milliseconds) throws IOException {
        change(inside, "fil.fsm", "cycle", milliseconds);
        await("a cycle of " + milliseconds + " ms")
                .atMost(Inside.DEADLINE)
                .until(() -> inside.reading().course().stream()
                        .allMatch(phase -> phase.lasts().equals(Duration.ofMillis(milliseconds))));
    }

    static void change(Inside inside, String pid, String name, Object value) throws IOException {
        Configuration configuration = inside.service(ConfigurationAdmin.class).getConfiguration(pid, "?");
        Hashtable<String, Object> properties = new Hashtable<>();
        if (configuration.getProperties() != null) {
            for (var keys = configuration.getProperties().keys(); keys.hasMoreElements(); ) {
                String key = keys.nextElement();
                properties.put(key, configuration.getProperties().get(key));
            }
        }
        properties.put(name, value);
        configuration.update(properties);
    }
}
