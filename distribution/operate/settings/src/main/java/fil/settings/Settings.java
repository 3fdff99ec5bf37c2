package fil.settings;

import fil.signals.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
                problems.add(refusal(
                        fromVariable
                                ? setting.key() + " (from the variable " + setting.variable() + ")"
                                : setting.key() + " in " + file,
                        setting,
                        value));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values, chosen, origins);
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

    /** @return one sentence: what was wrong, what is allowed */
    public static String refusal(String where, Setting setting, String value) {
        return where + " is '" + value + "', but must be " + setting.allowed() + ".";
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
