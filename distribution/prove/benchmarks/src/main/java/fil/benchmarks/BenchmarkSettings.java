package fil.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param sections which tables
 * @param javas homes of the JDKs to run the servers with, one after the other
 * @param archives folder that holds fil-1986.a.tar.gz and fil-1986.b.tar.gz
 * @param rounds how often each thing is measured in turn with what it is compared with
 * @param seconds how long one round of throughput takes
 * @param times how often something is replaced under load
 */
record BenchmarkSettings(
        Set<SectionName> sections, List<Path> javas, Path archives, int rounds, int seconds, int times) {
    static final String HELP = """
            usage: distribution/prove/benchmarks/run [options] [section...]
            Measures fil from its real archives, started on free ports, beside a bare Jetty that answers the same bytes. The load
            comes from a process of its own. Build first: mvn -q package -DskipTests

            sections (default: all of them):
            %s
            options:
              --java HOME      the JDK the servers run with; may be repeated (default: the one that runs this)
              --archives DIR   where fil-1986.a.tar.gz and fil-1986.b.tar.gz are (default: distribution/make/assembly/target)
              --rounds N       throughput: rounds of each server in turn (default: 41)
              --seconds N      throughput: seconds of one round (default: 1)
              --times N        how often each thing is replaced under load (default: 20)
              --help           this text
            Throughput is asked for with wrk if it is there, else with a closed loop of our own. A ratio is the median of the
            ratios of neighbouring rounds; done again, it would be within the range beside it in 95 of 100 cases. "cpu" is the server's
            processor time for one request, which a busy machine disturbs less. For root, on Linux, the client whose gaps are measured has
            a processor whenever it wants one (chrt), as one on a machine of its own would.""";

    static String help() {
        StringBuilder sections = new StringBuilder();
        for (SectionName section : SectionName.values()) {
            sections.append("  %-12s %s%n".formatted(section.word(), section.purpose()));
        }
        return HELP.formatted(sections);
    }

    static BenchmarkSettings parse(List<String> arguments, Path archives) {
        BenchmarkSettings settings =
                new BenchmarkSettings(EnumSet.noneOf(SectionName.class), List.of(), archives, 41, 1, 20);
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            settings = settings.with(rest.next(), rest);
        }
        return settings.complete();
    }

    private BenchmarkSettings with(String word, Iterator<String> rest) {
        return switch (word) {
            case "--java" -> {
                List<Path> more = new ArrayList<>(javas);
                more.add(existing(word, value(word, rest)));
                yield new BenchmarkSettings(sections, more, archives, rounds, seconds, times);
            }
            case "--archives" ->
                new BenchmarkSettings(sections, javas, existing(word, value(word, rest)), rounds, seconds, times);
            case "--rounds" -> new BenchmarkSettings(sections, javas, archives, number(word, rest), seconds, times);
            case "--seconds" -> new BenchmarkSettings(sections, javas, archives, rounds, number(word, rest), times);
            case "--times" -> new BenchmarkSettings(sections, javas, archives, rounds, seconds, number(word, rest));
            default -> {
                EnumSet<SectionName> more = EnumSet.copyOf(sections);
                more.add(section(word));
                yield new BenchmarkSettings(more, javas, archives, rounds, seconds, times);
            }
        };
    }

    private BenchmarkSettings complete() {
        Set<SectionName> chosen = sections.isEmpty() ? EnumSet.allOf(SectionName.class) : sections;
        List<Path> homes = javas.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : List.copyOf(javas);
        return new BenchmarkSettings(chosen, homes, archives, rounds, seconds, times);
    }

    Path archive(String release) {
        Path archive = archives.resolve("fil-" + release + ".tar.gz");
        if (!Files.isReadable(archive)) {
            throw new IllegalArgumentException(
                    "there is no " + archive + "; build it with: mvn -q package -DskipTests");
        }
        return archive;
    }

    private static SectionName section(String word) {
        try {
            return SectionName.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("there is no section and no option " + word + "; see --help", e);
        }
    }

    private static Path existing(String option, String value) {
        Path path = Path.of(value);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException(option + ": " + value + " is no folder");
        }
        return path.toAbsolutePath();
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value; see --help");
        }
        return rest.next();
    }

    private static int number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " must be a whole number from 1 to 999999, not " + value);
        }
        return Integer.parseInt(value);
    }
}
