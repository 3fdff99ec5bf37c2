package fil.health;

import fil.health.Snapshot.Barren;
import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.Red;
import fil.health.Snapshot.Refused;
import fil.health.Snapshot.Running;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Version;

/** A snapshot as text, for another process: a line for each thing, its fields divided by tabs. */
final class SnapshotText {
    private SnapshotText() {}

    static String of(Snapshot snapshot) {
        Stream.Builder<String> lines = Stream.builder();
        snapshot.bundles()
                .forEach((name, it) -> lines.add(line(
                        "bundle",
                        name,
                        it.version(),
                        it.modified(),
                        it.active(),
                        all(it.offers()),
                        all(it.retires()))));
        snapshot.served()
                .forEach(it -> lines.add(line("served", it.kind().name(), it.where(), it.bundle(), it.component())));
        snapshot.refused()
                .forEach(it -> lines.add(line("refused", it.what(), it.bundle(), it.why(), it.isFinal(), it.isIdle())));
        snapshot.parts()
                .forEach(it -> lines.add(line(
                        "part",
                        it.bundle(),
                        it.name(),
                        it.code(),
                        it.state().name(),
                        all(it.offers()),
                        all(it.waitsFor()),
                        it.failure())));
        snapshot.barren().forEach(it -> lines.add(line("barren", it.bundle(), it.what(), it.why(), it.isFinal())));
        snapshot.red().forEach((name, it) -> lines.add(line("red", name, it.why(), it.passing())));
        snapshot.answers().forEach((path, status) -> lines.add(line("answer", path, status)));
        return lines.build().sorted().collect(Collectors.joining("\n", "", "\n"));
    }

    /** What another version writes besides is left out. */
    static Snapshot read(String text) {
        List<List<String>> lines =
                text.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
        Map<String, Running> bundles = new HashMap<>();
        each(lines, "bundle", 7)
                .forEach(it -> bundles.put(
                        it.get(1),
                        new Running(
                                Version.parseVersion(it.get(2)),
                                Long.parseLong(it.get(3)),
                                is(it.get(4)),
                                set(it.get(5)),
                                set(it.get(6)))));
        Map<String, Red> red = new HashMap<>();
        each(lines, "red", 4).forEach(it -> red.put(it.get(1), new Red(it.get(2), is(it.get(3)))));
        Map<String, Integer> answers = new HashMap<>();
        each(lines, "answer", 3).forEach(it -> answers.put(it.get(1), Integer.parseInt(it.get(2))));
        return new Snapshot(
                bundles,
                new HashSet<>(list(
                        lines,
                        "served",
                        5,
                        it -> new Served(Kind.valueOf(it.get(1)), it.get(2), it.get(3), it.get(4)))),
                list(
                        lines,
                        "refused",
                        6,
                        it -> new Refused(it.get(1), it.get(2), it.get(3), is(it.get(4)), is(it.get(5)))),
                list(
                        lines,
                        "part",
                        8,
                        it -> new Part(
                                it.get(1),
                                it.get(2),
                                it.get(3),
                                State.valueOf(it.get(4)),
                                set(it.get(5)),
                                set(it.get(6)),
                                it.get(7))),
                list(lines, "barren", 5, it -> new Barren(it.get(1), it.get(2), it.get(3), is(it.get(4)))),
                red,
                answers);
    }

    private static <T> List<T> list(List<List<String>> lines, String what, int fields, Function<List<String>, T> made) {
        return each(lines, what, fields).map(made).toList();
    }

    private static Stream<List<String>> each(List<List<String>> lines, String what, int fields) {
        return lines.stream().filter(it -> it.get(0).equals(what) && it.size() == fields);
    }

    private static boolean is(String word) {
        return Boolean.parseBoolean(word);
    }

    private static String all(Set<String> words) {
        return String.join(",", new TreeSet<>(words));
    }

    private static Set<String> set(String words) {
        return words.isEmpty() ? Set.of() : Set.of(words.split(","));
    }

    private static String line(Object... fields) {
        return Arrays.stream(fields)
                .map(it -> String.valueOf(it).replaceAll("\\s", " "))
                .collect(Collectors.joining("\t"));
    }
}
