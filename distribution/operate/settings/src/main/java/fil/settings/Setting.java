package fil.settings;

import fil.signals.SystemName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an operator can set, in conf/fil.properties or by the environment, with what is allowed. */
public enum Setting {
    HTTP_HOST("http.host", "127.0.0.1", "a host name or an address of this machine", Setting::isHost),
    HTTP_PORT("http.port", "8004", "a whole number from 1 to 65535", number(1, 65_535)),
    HTTP_PAGE("http.page", "/", "a path on this system, such as / or /shop/", Setting::isPath),
    HTTP_THREADS(
            "http.threads",
            usualThreads(Runtime.version().feature()),
            "platform or virtual (from Java 21)",
            Setting::isThreadMode),
    HTTP_CONNECTIONS("http.connections", "4096", "a whole number from 1 to 1000000", number(1, 1_000_000)),
    HTTP_PATIENCE("http.patience", "10000", "milliseconds, a whole number from 1000 to 600000", number(1000, 600_000)),
    HTTP_BODY("http.body", "1048576", "bytes, a whole number from 0 to 999999999", number(0, 999_999_999)),
    HTTP_LEAVE("http.leave", "60000", "milliseconds, a whole number from 0 to 3600000", number(0, 3_600_000)),
    COLOUR_CYCLE("colour.cycle", "4000", "milliseconds, a whole number from 50 to 86400000", number(50, 86_400_000)),
    WEB_WAIT("web.wait", "5000", "milliseconds, a whole number from 1 to 60000", number(1, 60_000)),
    WEB_GRACE("web.grace", "10000", "milliseconds, a whole number from 0 to 600000", number(0, 600_000)),
    MONITOR("monitor", "on", "on or off", Set.of("on", "off")::contains),
    MONITOR_PORT("monitor.port", "0", "a whole number from 0 to 65535; 0: the port of the page", number(0, 65_535)),
    CLASS_DATA("class.data", "on", "on or off", Set.of("on", "off")::contains),
    RELEASE_DEADLINE(
            "release.deadline", "15000", "milliseconds, a whole number from 100 to 600000", number(100, 600_000)),
    RELEASE_REPOSITORY(
            "release.repository",
            "",
            "nothing, or a file: or https: URL of a folder (a space in it is %20)",
            ReleaseFolders::isUrl),
    FILEINSTALL_DIR(
            "fileinstall.dir", "", "nothing (off), or a folder without a comma in its name", WatchedFolder::isName);

    private final String key;
    private final String standard;
    private final String allowed;
    private final Predicate<String> check;

    Setting(String key, String standard, String allowed, Predicate<String> check) {
        this.key = key;
        this.standard = standard;
        this.allowed = allowed;
        this.check = check;
    }

    /** @return the name in conf/fil.properties, {@code http.port} */
    public String key() {
        return key;
    }

    /** @return the value that holds if nothing else is said, on this Java */
    public String standard() {
        return standard;
    }

    /** @return in words, which values are allowed */
    public String allowed() {
        return allowed;
    }

    /** @return the name of the environment variable that goes before the file, {@code FIL_HTTP_PORT} */
    public String variable() {
        return SystemName.variable(key.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** @return whether the value is allowed */
    public boolean allows(String value) {
        return check.test(value);
    }

    /**
     * Looks on this machine whether an allowed value can be used; most always can.
     *
     * @return why not, as the end of a sentence; nothing if it can
     */
    public Optional<String> obstacle(String value) {
        return switch (this) {
            case HTTP_HOST -> OwnHost.obstacle(value);
            case RELEASE_REPOSITORY -> ReleaseFolders.obstacle(value);
            case FILEINSTALL_DIR -> WatchedFolder.obstacle(value);
            default -> Optional.empty();
        };
    }

    /** @return the pid and property in Config Admin of a setting that can be changed while fil runs */
    public Optional<Target> target() {
        return switch (this) {
            case COLOUR_CYCLE -> Optional.of(new Target("fil.fsm", "cycle"));
            case WEB_WAIT -> Optional.of(new Target("fil.web", "wait"));
            case WEB_GRACE -> Optional.of(new Target("fil.web", "grace"));
            case MONITOR -> Optional.of(new Target("fil.monitor", "monitor"));
            case MONITOR_PORT -> Optional.of(new Target("fil.monitor", "port"));
            default -> Optional.empty();
        };
    }

    /** @return the setting of that name in conf/fil.properties, if there is one */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /** @return all names, for a message */
    public static String names() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    }

    /**
     * The threads that answer if nothing is said: those that were measured to be faster, in throughput and for the slowest answers.
     *
     * @param java the feature version of a Java
     * @return an allowed value of {@link #HTTP_THREADS}
     */
    public static String usualThreads(int java) {
        return java >= 25 ? "virtual" : "platform";
    }

    private static Predicate<String> number(long least, long most) {
        return value -> value.matches("[0-9]{1,9}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
    }

    private static boolean isHost(String value) {
        return value.matches("[A-Za-z0-9._:%-]{1,255}");
    }

    private static boolean isPath(String value) {
        return value.matches("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,1000}");
    }

    private static boolean isThreadMode(String value) {
        return value.equals("platform")
                || value.equals("virtual") && Runtime.version().feature() >= 21;
    }

    /** A property of a configuration in Config Admin. */
    public record Target(String pid, String property) {}
}
