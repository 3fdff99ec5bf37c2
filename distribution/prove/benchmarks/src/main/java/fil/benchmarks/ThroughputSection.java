package fil.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** fil against the bare handler, as installed: both URLs. */
final class ThroughputSection implements Section {
    @Override
    public void run(Settings settings, Path java, Table table) throws Exception {
        try (Installation fil = Installation.unpack(settings, java).start();
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
            Rounds.Side one = new Rounds.Side(fil.base(), fil.process());
            Rounds.Side other = new Rounds.Side(bare.base(), bare.process());
            for (String path : List.of("/which-color.json", "/")) {
                Rounds rounds = Rounds.measure(one, other, path, settings.rounds(), settings.seconds());
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
