package fil.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long an operator waits for an answer, beside a Java that does nothing. */
final class VerbsSection implements Section {
    private static final int TIMES = 15;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        Map<String, Range> all = new LinkedHashMap<>();
        try (BenchmarkInstallation fil =
                BenchmarkInstallation.unpack(settings, java).startDetached()) {
            for (int i = 0; i < TIMES; i++) {
                saw(all, "an empty Java", () -> Commands.run(Map.of(), List.of(Jdk.command(java), "-version")));
                for (String verb : List.of("ping", "status", "versions", "history")) {
                    saw(all, verb, () -> fil.fil(verb));
                }
                saw(all, "eval", () -> fil.fil("eval", "felix:lb"));
            }
        }
        table.head("bin/fil, from the command to its end", "ms", "ratio");
        double empty = all.get("an empty Java").median();
        all.forEach((name, range) -> table.row(name, range, range.median() / empty));
    }

    private interface Command {
        void run() throws Exception;
    }

    private static void saw(Map<String, Range> all, String name, Command command) throws Exception {
        long begin = System.nanoTime();
        command.run();
        all.computeIfAbsent(name, any -> new Range()).saw((System.nanoTime() - begin) / 1e6);
    }
}
