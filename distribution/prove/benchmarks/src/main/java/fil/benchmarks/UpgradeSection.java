package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import fil.load.Report;
import java.io.IOException;
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
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        table.head("", "sent", "failed", "mixed", "gap ms", "usual gap", "max ms");
        try (BenchmarkInstallation fil =
                BenchmarkInstallation.unpack(settings, java).start()) {
            Upgrades upgrades = Upgrades.prepare(settings, fil);
            try (LoadProcess load = GapClient.start(LoadPlan.of(fil.base()), table)) {
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                // there and back twice: what stays loaded is loaded
                everySecond(4, load, () -> change(upgrades, load));
                List<Double> times = new ArrayList<>();
                Laps with = everySecond(SECONDS, load, () -> times.add(change(upgrades, load)));
                Laps without = everySecond(SECONDS, load, () -> {});
                row(table, "without", without);
                row(table, times.size() + " upgrades and downgrades", with);
                table.note("%s; one took %.0f ms (median), %.0f ms (slowest) until the command returned"
                        .formatted(
                                with.against(without),
                                MeasuredRounds.median(times),
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
        return MeasuredRounds.median(changes.stream().map(part).toList());
    }

    private interface Task {
        void run() throws IOException;
    }

    /** A lap is a second, and begins with the task. */
    private static Laps everySecond(int times, LoadProcess load, Task task) throws IOException, InterruptedException {
        List<Report> laps = new ArrayList<>();
        long begin = System.nanoTime();
        load.lap();
        for (int i = 1; i <= times; i++) {
            task.run();
            long due = begin + TimeUnit.SECONDS.toNanos(i);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            laps.add(load.lap());
        }
        return new Laps(laps);
    }

    /** How many milliseconds the command took. */
    private static double change(Upgrades upgrades, LoadProcess load) throws IOException {
        load.changing(upgrades.next());
        long asked = System.nanoTime();
        upgrades.change();
        return (System.nanoTime() - asked) / 1e6;
    }

    private static void row(Table table, String name, Laps laps) {
        table.row(
                name,
                laps.sent(),
                laps.failed(),
                laps.mixed(),
                laps.longestGap(),
                laps.usualGap(),
                laps.longestLatency());
        laps.note(table);
    }
}
