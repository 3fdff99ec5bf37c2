package fil.shell;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.settings.SettingsException;
import fil.settings.SettingsFile;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code fil:config}: shows the settings, and changes one: in Config Admin at once, in conf/fil.properties for good. */
@Component(
        service = ConfigCommand.class,
        property = {"osgi.command.scope=fil", "osgi.command.function=config"})
public final class ConfigCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Path file;

    /** @param context of this bundle */
    @Activate
    public ConfigCommand(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
        this.file = Path.of(context.getProperty("fil.home"), SystemName.SETTINGS);
    }

    /** @return all settings, a line each */
    @Descriptor("the settings in force. Example: fil:config")
    public String config() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String pending = pending(setting)
                    .map(value -> "; from the next start '" + value + "'")
                    .orElse("");
            lines.append(String.format("%-20s %-12s %s%s%n", setting.key(), now(setting), setting.allowed(), pending));
        }
        return lines.toString().stripTrailing();
    }

    /** @return the value of one setting */
    @Descriptor("the value of one setting. Example: fil:config colour.cycle")
    public String config(@Descriptor("its name") String key) throws IOException {
        Setting setting = known(key);
        pending(setting)
                .ifPresent(value -> System.err.println(
                        "From the next start " + key + " is '" + value + "' (" + SystemName.PROGRAM + " restart)."));
        return now(setting);
    }

    /** @return what a start would take now, where that is something else and the setting does not hold at once */
    private Optional<String> pending(Setting setting) throws IOException {
        if (setting.target().isPresent()) {
            return Optional.empty();
        }
        try {
            String next = Settings.read(file, System.getenv()).text(setting);
            return Optional.of(next).filter(value -> !value.equals(context.getProperty("fil." + setting.key())));
        } catch (SettingsException e) {
            // the next start says what is wrong, and config --check before it
            return Optional.empty();
        }
    }

    /** @return what was done */
    @Descriptor("changes a setting and keeps it in conf/. Example: fil:config colour.cycle 2000")
    public String config(@Descriptor("its name") String key, @Descriptor("the new value") String value)
            throws IOException, ChangeRefused, InterruptedException {
        Setting setting = known(key);
        Map<Setting, String> others = new EnumMap<>(Setting.class);
        for (Setting other : Setting.values()) {
            others.put(other, now(other));
        }
        Optional<String> refusal = Settings.refusal(setting, value, others::get);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        ChangeClaim claim = ChangeClaim.claim(
                context,
                new ChangeClaim.Purpose("the change of " + key, System.getProperty("user.name"), true),
                PATIENCE,
                holder -> System.out.println("Waiting: " + ChangeRefused.sentence(holder) + "."));
        try {
            new SettingsFile(file).write(setting, value);
            if (setting.target().isPresent()) {
                put(setting.target().get(), value);
            }
        } finally {
            claim.end();
        }
        return key + " is " + value
                + (setting.target().isPresent() ? " now" : " from the next start (" + SystemName.PROGRAM + " restart)")
                + (System.getenv(setting.variable()) == null
                        ? "."
                        : ", but at the next start the variable " + setting.variable() + " goes before the file.");
    }

    private String now(Setting setting) throws IOException {
        String atStart = context.getProperty("fil." + setting.key());
        if (setting.target().isEmpty()) {
            return atStart;
        }
        Setting.Target target = setting.target().get();
        Dictionary<String, Object> values = configuration(target).getProperties();
        Object value = values == null ? null : values.get(target.property());
        return value == null ? atStart : value.toString();
    }

    private void put(Setting.Target target, String value) throws IOException {
        Configuration configuration = configuration(target);
        Dictionary<String, Object> there = configuration.getProperties();
        Dictionary<String, Object> values = there == null ? new Hashtable<>() : there;
        values.put(target.property(), value);
        configuration.updateIfDifferent(values);
    }

    private Configuration configuration(Setting.Target target) throws IOException {
        return admin.getConfiguration(target.pid(), "?");
    }

    private static Setting known(String key) {
        return Setting.of(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no setting '" + key + "'; the settings are: " + Setting.names() + "."));
    }
}
