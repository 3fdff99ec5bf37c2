package fil.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** The command: chooses the sections, and prints their tables for each JDK. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        if (arguments.contains("--help")) {
            System.out.println(BenchmarkSettings.help());
            return 0;
        }
        BenchmarkSettings settings;
        try {
            settings = BenchmarkSettings.parse(
                    arguments, Path.of(System.getProperty("fil.archives", "distribution/make/assembly/target")));
            settings.archive("1986.a");
            settings.archive("1986.b");
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        int failed = 0;
        Table table = new Table(System.out);
        for (Path java : settings.javas()) {
            table.title("== %s, %d processors, %s"
                    .formatted(
                            Jdk.version(java),
                            Runtime.getRuntime().availableProcessors(),
                            System.getProperty("os.name")));
            for (SectionName name : settings.sections()) {
                failed += run(name, settings, java, table);
            }
        }
        return failed == 0 ? 0 : 1;
    }

    /** A section that cannot be measured says why; the others still are. */
    private static int run(SectionName name, BenchmarkSettings settings, Path java, Table table)
            throws InterruptedException {
        table.title(name.word() + ": " + name.purpose());
        try {
            name.section().run(settings, java, table);
            return 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            table.note("NOT MEASURED: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 1;
        }
    }
}
