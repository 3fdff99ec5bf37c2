package fil.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The settings in force: the environment goes before conf/fil.properties, that before the standard values. */
public final class Settings {
    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = new EnumMap<>(values);
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
        for (Setting setting : Setting.values()) {
            String variable = environment.get(setting.variable());
            boolean fromVariable = variable != null;
            String value = (fromVariable ? variable : written.getProperty(setting.key(), setting.standard())).trim();
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
        return new Settings(values);
    }

    /** @return the value of a setting */
    public String text(Setting setting) {
        return values.get(setting);
    }

    /** @return the value of a setting that is a whole number */
    public int number(Setting setting) {
        return Integer.parseInt(values.get(setting));
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
        if (!Files.exists(file)) {
            return written;
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            written.load(reader);
        } catch (MalformedInputException e) {
            throw new SettingsException(List.of(file + " is not in UTF-8; save it as such."));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    List.of(file + " cannot be read as a properties file (" + e.getMessage() + ")."));
        }
        return written;
    }
}
