package fil.make;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The options of a verb and the exit codes are told in three places: each tells the same. */
class OptionsToldTest {
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    /** Told of all verbs about releases in one sentence. */
    private static final String JSON = "--json";

    private final String help;
    private final String page;
    private final String completion;

    OptionsToldTest() throws IOException {
        Path dist = Path.of("../../operate/installation");
        this.help = Files.readString(dist.resolve("bin/help.txt"));
        this.page = Files.readString(dist.resolve("share/man/man1/fil.1")).replace("\\-", "-");
        this.completion = Files.readString(dist.resolve("share/bash-completion/fil"));
    }

    @Test
    void helpManPageAndCompletionTellTheSameOptions() {
        Map<String, Set<String>> inHelp = new TreeMap<>();
        Pattern.compile("(?ms)^=== (?!fil$)\\w+\n(.*?)\n(?=[^b])")
                .matcher(help)
                .results()
                .flatMap(usage -> usage.group(1).lines())
                .forEach(line -> inHelp.merge(line.split("[ \\[]+")[1], options(line), OptionsToldTest::both));
        assertEquals(Set.of("--no-permanent", "--unsigned", "--lose-state"), inHelp.get("downgrade"));
        inHelp.forEach((verb, options) -> {
            assertEquals(options, options("(?m)^\\.B[IR]? \"?" + verb + "\\b(.*)$", page), "man page: " + verb);
            assertEquals(
                    options,
                    options("(?m)^ {8}(?:\\w+ \\| )*" + verb + "(?: \\| \\w+)*\\) (.*)$", completion),
                    "completion: " + verb);
        });
    }

    @Test
    void helpAndManPageTellTheSameExitCodes() {
        BiFunction<String, String, Set<String>> told = (line, text) -> Pattern.compile(line)
                .matcher(text)
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> codes = told.apply("(?m)^ {0,2}(\\d+)  \\S", help);
        assertEquals(14, codes.size(), codes::toString);
        assertEquals(codes, told.apply("(?m)^(\\d+)\t", page));
    }

    private static Set<String> options(String line, String text) {
        return Pattern.compile(line)
                .matcher(text)
                .results()
                .map(found -> options(found.group(1)))
                .reduce(Set.of(), OptionsToldTest::both);
    }

    private static Set<String> options(String line) {
        return OPTION.matcher(line)
                .results()
                .map(MatchResult::group)
                .filter(option -> !option.equals(JSON))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
