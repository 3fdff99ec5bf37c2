package fil.settings;

import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings in force: the environment goes before conf/fil.properties, that before the standard values. */
public final class Settings {
    private final Map<Setting, String> values;
    private final Set<Setting> chosen;
    private final Map<Setting, String> origins;

    private Settings(Map<Setting, String> values, Set<Setting> chosen, Map<Setting, String> origins) {
        this.values = new EnumMap<>(values);
        this.chosen = Set.copyOf(chosen);
        this.origins = new EnumMap<>(origins);
    }

    /**
     * @param file conf/fil.properties; may be missing
     * @param environment the variables of the process
     * @return the settings in force
     * @throws SettingsException if one has a value that is not allowed, or a name that is not known; names all of them
     */
    public static Settings read(Path file, Map<String, String> environment) throws SettingsException {
        Properties written = load(file);
        List<String> problems = new ArrayList<>(unknown(file, written));
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Set<Setting> chosen = EnumSet.noneOf(Setting.class);
        Map<Setting, String> origins = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String variable = environment.get(setting.variable());
            boolean fromVariable = variable != null;
            if (fromVariable || written.containsKey(setting.key())) {
                chosen.add(setting);
            }
            String value = (fromVariable ? variable : written.getProperty(setting.key(), setting.standard())).trim();
            origins.put(
                    setting,
                    fromVariable
                            ? "from the variable " + setting.variable()
                            : written.containsKey(setting.key()) ? "from " + file : "as nothing is said");
            if (setting.allows(value)) {
                values.put(setting, value);
            } else {
                problems.add(sentence(where(setting, origins.get(setting)), value, "must be " + setting.allowed()));
            }
        }
        if (problems.isEmpty()) {
            clash(Setting.MONITOR_PORT, values::get)
                    .ifPresent(why -> problems.add(sentence(
                            where(Setting.MONITOR_PORT, origins.get(Setting.MONITOR_PORT)),
                            values.get(Setting.MONITOR_PORT),
                            why)));
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values, chosen, origins);
    }

    /**
     * A socket that was given cannot be moved to where the settings would have it.
     *
     * @param socket where it listens
     * @return these, with the host and the port of the socket
     */
    public Settings listeningAt(InetSocketAddress socket) {
        Settings given = new Settings(values, chosen, origins);
        given.values.put(Setting.HTTP_PORT, Integer.toString(socket.getPort()));
        if (!socket.getAddress().isAnyLocalAddress() && !isAt(socket.getAddress(), text(Setting.HTTP_HOST))) {
            given.values.put(Setting.HTTP_HOST, socket.getAddress().getHostAddress());
        }
        return given;
    }

    private static boolean isAt(InetAddress address, String host) {
        try {
            return address.equals(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** @return the value of a setting */
    public String text(Setting setting) {
        return values.get(setting);
    }

    /** @return where the value of a setting comes from, as the end of a sentence */
    public String origin(Setting setting) {
        return origins.get(setting);
    }

    /** @return the value of a setting that is a whole number */
    public int number(Setting setting) {
        return Integer.parseInt(values.get(setting));
    }

    /** @return whether somebody has chosen the value; else it is the standard one */
    public boolean isChosen(Setting setting) {
        return chosen.contains(setting);
    }

    /**
     * Looks on this machine whether the values can be used: an address, a folder.
     *
     * @param looked which settings
     * @throws SettingsException if one of them cannot be; names all of them
     */
    public void requireUsable(Set<Setting> looked) throws SettingsException {
        List<String> problems = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (looked.contains(setting)) {
                setting.obstacle(text(setting))
                        .ifPresent(why -> problems.add(sentence(where(setting, origin(setting)), text(setting), why)));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /**
     * Judges a value that somebody wants to set, as a start will.
     *
     * @param setting what is to be set
     * @param value to what
     * @param others the values of the others; null for those that are not known
     * @return why it is refused, a sentence; nothing if it can be set
     */
    public static Optional<String> refusal(Setting setting, String value, Function<Setting, String> others) {
        Optional<String> why = setting.allows(value)
                ? setting.obstacle(value).or(() -> clash(setting, it -> it == setting ? value : others.apply(it)))
                : Optional.of("must be " + setting.allowed());
        return why.map(words -> sentence(setting.key(), value, words));
    }

    /** Two servers cannot have one port. */
    private static Optional<String> clash(Setting setting, Function<Setting, String> values) {
        boolean isOfTwo = setting == Setting.MONITOR_PORT || setting == Setting.HTTP_PORT;
        String page = values.apply(Setting.HTTP_PORT);
        return isOfTwo && page != null && page.equals(values.apply(Setting.MONITOR_PORT))
                ? Optional.of(
                        setting == Setting.HTTP_PORT
                                ? "monitor.port is that, too; " + SystemName.PROGRAM
                                        + " config monitor.port 0 has the operator's page on the port of the page"
                                : "http.port is that, too; 0 has the operator's page on the port of the page")
                : Optional.empty();
    }

    private static String where(Setting setting, String origin) {
        return origin.startsWith("from the variable")
                ? setting.key() + " (" + origin + ")"
                : setting.key() + origin.replaceFirst("^from ", " in ").replaceFirst("^as nothing is said$", "");
    }

    private static String sentence(String where, String value, String why) {
        return where + " is '" + value + "', but " + why + ".";
    }

    private static List<String> unknown(Path file, Properties written) {
        return written.stringPropertyNames().stream()
                .sorted()
                .filter(key -> Setting.of(key).isEmpty())
                .map(key -> "There is no setting '" + key + "' (in " + file + "); the settings are: " + Setting.names()
                        + ".")
                .collect(Collectors.toList());
    }

    private static Properties load(Path file) throws SettingsException {
        Properties written = new Properties();
        try {
            written.load(new StringReader(SmallFile.text(file, SmallFile.USUAL)));
        } catch (NoSuchFileException none) {
            return written;
        } catch (IOException e) {
            throw new SettingsException(List.of(e.getMessage() + "."));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    List.of(file + " cannot be read as a properties file (" + e.getMessage() + ")."));
        }
        return written;
    }
}
