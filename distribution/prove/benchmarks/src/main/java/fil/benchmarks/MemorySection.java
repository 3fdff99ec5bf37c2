package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Memory at rest beside a bare Jetty's; then what 50, 500 and 1,000 upgrades leave behind. */
final class MemorySection implements Section {
    private static final int REST_SECONDS = 5;
    private static final int COLOUR_SECONDS = 4;
    private static final int NOTING_SECONDS = 11;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        try (BenchmarkInstallation fil =
                BenchmarkInstallation.unpack(settings, java).start()) {
            atRest(fil, java, table);
            Upgrades upgrades = Upgrades.prepare(settings, fil);
            table.head(
                    "after a full collection",
                    "alive MB",
                    "metaspace MB",
                    "classes",
                    "threads",
                    "open files",
                    "resident MB");
            try (LoadProcess load = LoadProcess.start(LoadPlan.of(fil.base()).atRate(100))) {
                everythingOnce(fil, upgrades);
                row(table, "after one and back", fil, java);
                upgrade(upgrades, 50, fil, java);
                row(table, "after 50", fil, java);
                Map<String, Long> early = classes(fil, java);
                upgrade(upgrades, 450, fil, java);
                row(table, "after 500", fil, java);
                upgrade(upgrades, 500, fil, java);
                row(table, "after 1,000", fil, java);
                classes(fil, java).forEach((name, count) -> {
                    long more = count - early.getOrDefault(name, 0L);
                    if (more > 0) {
                        table.note("%d more than after 50: %s".formatted(more, name));
                    }
                });
                table.note("failed: " + load.stop().failed());
            }
        }
    }

    private static void atRest(BenchmarkInstallation fil, Path java, Table table)
            throws IOException, InterruptedException {
        try (BareServer bare = BareServer.start(java, fil.threads(), fil.base())) {
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            double ours = fil.process().residentMegabytes();
            double theirs = bare.process().residentMegabytes();
            table.head("at rest, " + REST_SECONDS + " s after the start", "resident MB", "ratio", "threads");
            table.row("fil", ours, ours / theirs, fil.process().threads());
            table.row("bare Jetty", theirs, 1.0, bare.process().threads());
        }
    }

    /**
     * What some of the upgrades meet and others do not happens before: a request that waits for a colour, and what the monitor keeps
     * of an upgrade ten seconds after it. What is loaded for these is no leak.
     */
    private static void everythingOnce(BenchmarkInstallation fil, Upgrades upgrades)
            throws IOException, InterruptedException {
        upgrades.change();
        upgrades.change();
        fil.shell().stop("fil.fsm");
        TimeUnit.SECONDS.sleep(COLOUR_SECONDS + 1);
        fil.shell().start("fil.fsm");
        TimeUnit.SECONDS.sleep(NOTING_SECONDS);
    }

    /** Collects before the last two too: Java forgets what a collection has found to be weakly held only when it is asked for more. */
    private static void upgrade(Upgrades upgrades, int times, BenchmarkInstallation fil, Path java)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            if (i == times - 2) {
                collect(fil, java);
            }
            upgrades.change();
        }
    }

    private static void collect(BenchmarkInstallation fil, Path java) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            jcmd(fil, java, "GC.run");
        }
    }

    private static void row(Table table, String name, BenchmarkInstallation fil, Path java)
            throws IOException, InterruptedException {
        ServerProcess process = fil.process();
        String pid = String.valueOf(process.pid());
        String bin = java.resolve("bin").toString();
        collect(fil, java);
        double[] spaces = numbers(Commands.run(Map.of(), List.of(bin + "/jstat", "-gc", pid)), "MU");
        double[] classes =
                numbers(Commands.run(Map.of(), List.of(bin + "/jstat", "-class", pid)), "Loaded", "Unloaded");
        table.row(
                name,
                aliveMegabytes(fil, java),
                spaces[0] / 1024,
                (long) (classes[0] - classes[1]),
                process.threads(),
                process.openFiles(),
                process.residentMegabytes());
    }

    /** Without what came since the collection: what makes the histogram counts only what can be reached. */
    private static double aliveMegabytes(BenchmarkInstallation fil, Path java)
            throws IOException, InterruptedException {
        return jcmd(fil, java, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToDouble(line -> Long.parseLong(line.split(" +")[2]) / 1024.0 / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** How many classes are loaded by name; those that differ by a number only count together. */
    private static Map<String, Long> classes(BenchmarkInstallation fil, Path java)
            throws IOException, InterruptedException {
        return jcmd(fil, java, "VM.class_hierarchy")
                .lines()
                .filter(line -> line.contains("--"))
                .map(line -> line.replaceFirst("^[ |]*--", "")
                        .replaceFirst("/.*", "")
                        .replaceAll("[0-9]+", "#"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static String jcmd(BenchmarkInstallation fil, Path java, String command)
            throws IOException, InterruptedException {
        String pid = String.valueOf(fil.process().pid());
        return Commands.run(Map.of(), List.of(java.resolve("bin/jcmd").toString(), pid, command));
    }

    /** The values under those heads in what jstat prints. */
    private static double[] numbers(String printed, String... heads) {
        List<String> lines = printed.lines().toList();
        List<String> names = List.of(lines.get(0).trim().split(" +"));
        String[] values = lines.get(1).trim().split(" +");
        double[] found = new double[heads.length];
        for (int i = 0; i < heads.length; i++) {
            String value = values[names.indexOf(heads[i])];
            found[i] = "-".equals(value) ? 0 : Double.parseDouble(value.replace(',', '.'));
        }
        return found;
    }
}
