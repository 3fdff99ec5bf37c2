package fil.signals;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the system is called that this process belongs to: fil, or a system of somebody's own. The program in {@code bin/}, the
 * variables, the settings, the log, the archives and the health checks that count have this name; it is told by the property
 * {@code fil.system}.
 */
public final class SystemName {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9]{0,31}(-[a-z0-9]{1,31}){0,3}");

    /** The name. */
    public static final String VALUE = System.getProperty("fil.system", "fil");

    /** The program that people type. */
    public static final String PROGRAM = "bin/" + VALUE;

    /** The file of the operator's settings. */
    public static final String SETTINGS = "conf/" + VALUE + ".properties";

    /** The tag of the health checks that fil has itself; those of the system count beside them. */
    public static final String HEALTH = "fil";

    private SystemName() {}

    /**
     * @param name a name
     * @return whether a system can be called so: small letters, digits, and single hyphens between them; it begins with a letter
     */
    public static boolean isAllowed(String name) {
        return ALLOWED.matcher(name).matches();
    }

    /**
     * @param name the name of a system
     * @return what the names of its variables begin with, {@code FIL_}
     */
    public static String prefix(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT) + "_";
    }

    /**
     * @param rest how the name of a variable ends, {@code HTTP_PORT}
     * @return that of this system's, {@code FIL_HTTP_PORT}
     */
    public static String variable(String rest) {
        return prefix(VALUE) + rest;
    }

    /** @return the tags of the health checks that count: each that has one of them */
    public static List<String> healthTags() {
        return List.of(HEALTH, VALUE).stream().distinct().toList();
    }

    /**
     * @param release the name of a release
     * @return the file name of its archive, {@code fil-1986.b.tar.gz}
     */
    public static String archive(String release) {
        return VALUE + "-" + release + ".tar.gz";
    }
}
