package fil.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** fil against the bare handler, as installed: both URLs. */
final class ThroughputSection implements Section {
    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        try (BenchmarkInstallation fil =
                        BenchmarkInstallation.unpack(settings, java).start();
                BareServer bare = BareServer.start(java, fil.threads(), fil.base())) {
            table.head(
                    "URL",
                    "fil req/s",
                    "bare req/s",
                    "ratio",
                    "95 % of them",
                    "fil cpu us",
                    "bare cpu us",
                    "cpu ratio");
            MeasuredRounds.Side one = new MeasuredRounds.Side(fil.base(), fil.process());
            MeasuredRounds.Side other = new MeasuredRounds.Side(bare.base(), bare.process());
            for (String path : List.of("/which-color.json", "/")) {
                MeasuredRounds rounds = MeasuredRounds.measure(one, other, path, settings.rounds(), settings.seconds());
                table.row(
                        path,
                        rounds.first(Throughput::perSecond),
                        rounds.second(Throughput::perSecond),
                        rounds.ratio(Throughput::perSecond),
                        rounds.range(Throughput::perSecond),
                        rounds.first(Throughput::cpuMicros),
                        rounds.second(Throughput::cpuMicros),
                        rounds.ratio(Throughput::cpuMicros));
            }
        }
    }
}
