package fil.make;

import fil.signals.SystemName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the files of the distribution, which are written for the system fil, the name of another system. What is fil's own in each
 * system keeps its name: packages, properties, commands, metrics, the path {@code /fil/}.
 *
 * @param name the name of the system
 */
record SystemNaming(String name) {
    private static final String WRITTEN_FOR = "fil";

    /** The names in {@code bin/} that are taken. */
    private static final Set<String> TAKEN = Set.of("client", "keeper", "support");

    /** Where the name stands, and how it is written there. */
    private Map<Pattern, String> places() {
        Map<Pattern, String> places = new LinkedHashMap<>();
        // the word alone: no name with a dot, a colon, a hyphen or an underscore in it, and no path /fil/
        places.put(Pattern.compile("(?<![\\w.$]|\\w-|[\\s\"']/)fil(?![\\w-]|[.:][\\w$*])"), name);
        // files that are called after the system
        places.put(Pattern.compile("(?<![\\w-])fil(?=\\.(properties|service|socket|rules\\.yml)\\b)"), name);
        places.put(Pattern.compile("(?<=(?:log|systemd)/)fil(?=\\.)"), name);
        places.put(Pattern.compile("(?<![\\w.-])fil(?=-(report|NAME|1986)\\b)"), name);
        places.put(Pattern.compile("\\bFIL_(?=[A-Z*\\\\])"), SystemName.prefix(name));
        places.put(Pattern.compile("(?<=\\.TH )FIL\\b"), name.toUpperCase(Locale.ROOT));
        places.put(Pattern.compile("(?<![\\w-])_fil(?=_[a-z]|\\b)"), "_" + name.replace('-', '_'));
        places.put(
                Pattern.compile("(?<=alert: )Fil(?=[A-Z])"),
                Stream.of(name.split("-"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining()));
        return places;
    }

    /** @return whether a system can be called so */
    boolean isAllowed() {
        return SystemName.isAllowed(name) && !TAKEN.contains(name);
    }

    /**
     * @param place the place of a file, below the folder of the installation
     * @return its place in this system
     */
    String place(String place) {
        return place.replaceFirst("(?<=/)fil(?=$|\\.[^/]*$)", name);
    }

    /**
     * @param text what stands in a file
     * @return what stands in it in this system
     */
    String text(String text) {
        String named = text;
        if (!name.equals(WRITTEN_FOR)) {
            for (Map.Entry<Pattern, String> each : places().entrySet()) {
                named = each.getKey().matcher(named).replaceAll(Matcher.quoteReplacement(each.getValue()));
            }
        }
        return named;
    }
}
