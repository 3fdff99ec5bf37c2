package fil.benchmarks;

import fil.load.LoadProcess;
import fil.load.Plan;
import fil.load.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A minute of one upgrade or downgrade each second, beside a minute without, and what each took. */
final class UpgradeSection implements Section {
    private static final int SECONDS = 60;
    private static final int WARM_UP_SECONDS = 5;

    @Override
    public void run(Settings settings, Path java, Table table) throws Exception {
        table.head("", "sent", "failed", "mixed", "gap ms", "max ms", "p99.9 ms");
        try (Installation fil = Installation.unpack(settings, java).start()) {
            Upgrades upgrades = Upgrades.prepare(settings, fil);
            try (LoadProcess load = LoadProcess.start(Plan.of(fil.base()))) {
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                minute(upgrades, load, 4); // there and back twice: what stays loaded is loaded
                load.lap();
                List<Double> times = minute(upgrades, load, SECONDS);
                Report with = load.lap();
                TimeUnit.SECONDS.sleep(SECONDS);
                Report without = load.stop();
                row(table, "without", without);
                row(table, times.size() + " upgrades and downgrades", with);
                table.note("gap %+.1f ms; one took %.0f ms (median), %.0f ms (slowest) until the command returned"
                        .formatted(
                                with.longestGap() - without.longestGap(),
                                Rounds.median(times),
                                times.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElse(0)));
                List<Upgrades.Noted> noted = upgrades.last(times.size());
                table.note("begin to cut-over %.0f ms, to commit %.0f ms, something stopped for %.0f ms (medians)"
                        .formatted(
                                median(noted, Upgrades.Noted::cutOver),
                                median(noted, Upgrades.Noted::took),
                                median(noted, Upgrades.Noted::stopped)));
            }
        }
    }

    private static double median(List<Upgrades.Noted> changes, Function<Upgrades.Noted, Double> part) {
        return Rounds.median(changes.stream().map(part).toList());
    }

    private static List<Double> minute(Upgrades upgrades, LoadProcess load, int times) throws Exception {
        List<Double> took = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(i);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            load.changing(upgrades.next());
            long asked = System.nanoTime();
            upgrades.change();
            took.add((System.nanoTime() - asked) / 1e6);
        }
        return took;
    }

    private static void row(Table table, String name, Report report) {
        table.row(
                name,
                report.sent(),
                report.failed(),
                report.mixed(),
                report.longestGap(),
                report.latency().max(),
                report.latency().p999());
        report.failures().forEach((kind, count) -> table.note(count + " x " + kind));
        report.examples().stream().limit(3).forEach(table::note);
    }
}
