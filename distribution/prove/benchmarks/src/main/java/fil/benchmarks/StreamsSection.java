package fil.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** More and more open event streams, until one of them misses an event: what they cost, and how far apart they get it. */
final class StreamsSection implements Section {
    private static final int[] STEPS = {100, 1_000, 2_000, 4_000, 8_000};
    private static final long CYCLE_MILLIS = 2_000;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        try (BenchmarkInstallation fil = BenchmarkInstallation.unpack(settings, java)
                        .with(Map.of("colour.cycle", String.valueOf(CYCLE_MILLIS)))
                        .start();
                Streams streams = new Streams(fil.base())) {
            ServerProcess process = fil.process();
            double resident = process.residentMegabytes();
            table.head("open streams", "got events", "spread ms", "threads", "KB each");
            table.row("0", "-", Double.NaN, process.threads(), Double.NaN);
            for (int step : STEPS) {
                if (!streams.openUpTo(step)) {
                    table.note("no more than %d could be opened".formatted(streams.size()));
                    return;
                }
                Streams.Seen seen = streams.watch(3 * CYCLE_MILLIS, TimeUnit.MILLISECONDS);
                table.row(
                        String.valueOf(step),
                        seen.reached(),
                        seen.spreadMillis(),
                        process.threads(),
                        (process.residentMegabytes() - resident) * 1024 / step);
                if (seen.reached() < step) {
                    return;
                }
            }
        }
    }
}
