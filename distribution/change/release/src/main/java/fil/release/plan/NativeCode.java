package fil.release.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.utils.manifest.Parser;

/** Bundle-NativeCode as the requirement that a framework makes of it (OSGi Core 3.10.1): which system it is for. */
final class NativeCode {
    private static final String NAMESPACE = "osgi.native";
    private static final Map<String, String> COMPARED = Map.of(
            "osname", NAMESPACE + ".osname~=",
            "processor", NAMESPACE + ".processor~=",
            "language", NAMESPACE + ".language~=");

    private NativeCode() {}

    /**
     * @param header the value of Bundle-NativeCode
     * @return the filter that the system must match; none: the bundle does without native code where none is for it
     */
    static Optional<String> filter(String header) {
        List<String> filters = new ArrayList<>();
        for (String clause : Parser.parseDelimitedString(header, ",")) {
            if (clause.trim().equals("*")) {
                return Optional.empty();
            }
            filters.add(joined('&', clause(clause)));
        }
        return filters.contains("") ? Optional.empty() : Optional.of(joined('|', filters));
    }

    /** Values of the same name are alternatives. */
    private static List<String> clause(String clause) {
        Map<String, List<String>> alternatives = new LinkedHashMap<>();
        for (String part : Parser.parseDelimitedString(clause, ";")) {
            String[] words = part.split("=", 2);
            String name = words[0].replace(":", "").trim().toLowerCase(Locale.ROOT);
            String value = words.length == 1 ? "" : words[1].trim().replaceAll("^\"|\"$", "");
            if (COMPARED.containsKey(name)) {
                alternatives
                        .computeIfAbsent(name, any -> new ArrayList<>())
                        .add("(" + COMPARED.get(name) + escaped(value) + ")");
            } else if (name.equals("selection-filter")) {
                alternatives.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        return alternatives.values().stream().map(each -> joined('|', each)).collect(Collectors.toList());
    }

    private static String escaped(String value) {
        return value.replaceAll("[()*\\\\]", "\\\\$0");
    }

    private static String joined(char with, List<String> filters) {
        return filters.size() <= 1 ? String.join("", filters) : "(" + with + String.join("", filters) + ")";
    }
}
