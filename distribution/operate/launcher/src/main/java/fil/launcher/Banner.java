package fil.launcher;

import fil.settings.Setting;
import fil.signals.SystemName;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The first line that a process writes into the log: what it is, and what of its settings is not as usual. */
final class Banner {
    private static final System.Logger LOG = System.getLogger("fil.launcher");

    private Banner() {}

    /** @param properties of the framework */
    static void log(Map<String, String> properties) {
        LOG.log(Level.INFO, () -> text(properties));
    }

    private static String text(Map<String, String> properties) {
        Runtime runtime = Runtime.getRuntime();
        return "---- " + SystemName.VALUE + " " + properties.get("fil.release") + " starts in "
                + properties.get("fil.home") + ": process "
                + ProcessHandle.current().pid() + ", Java " + Runtime.version() + " in "
                + System.getProperty("java.home") + ", " + runtime.availableProcessors()
                + " processors, heap of at most "
                + (runtime.maxMemory() >> 20) + " MB, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " on " + System.getProperty("os.arch") + "; settings: "
                + Arrays.stream(Setting.values())
                        .filter(setting -> !setting.standard().equals(value(properties, setting)))
                        .map(setting -> setting.key() + "=" + withoutUser(value(properties, setting)))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(", "), words -> words.isEmpty() ? "as they come" : words));
    }

    private static String value(Map<String, String> properties, Setting setting) {
        return properties.getOrDefault("fil." + setting.key(), setting.standard());
    }

    /** A URL may have a user and a password in it. */
    private static String withoutUser(String value) {
        return value.replaceAll("://[^/@]*@", "://***@");
    }
}
