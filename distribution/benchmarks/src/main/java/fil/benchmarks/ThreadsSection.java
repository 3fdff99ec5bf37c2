package fil.benchmarks;

import fil.load.LoadProcess;
import fil.load.Plan;
import fil.load.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The thread modes beside each other: how much they answer, and how long the slowest answers take. */
final class ThreadsSection implements Section {
    private static final int WARM_UP_SECONDS = 5;
    private static final int SECONDS = 10;

    @Override
    public void run(Settings settings, Path java, Table table) throws Exception {
        if (Jdk.feature(java) < 21) {
            table.note("no virtual threads before Java 21");
            return;
        }
        table.head("300 connections, 3,000/s, to fil", "req/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "failed");
        for (Threads threads : Threads.values()) {
            try (Installation fil =
                    Installation.unpack(settings, java).with(threads).start()) {
                row(table, threads.name(), fil, settings);
            }
        }
    }

    private static void row(Table table, String name, Installation fil, Settings settings)
            throws IOException, InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i <= settings.rounds() / 3; i++) {
            rates.add(Throughput.measure(fil.base(), "/which-color.json", fil.process(), settings.seconds())
                    .perSecond());
        }
        Report report = manyConnections(fil.base());
        table.row(
                name,
                Rounds.median(rates),
                report.latency().p50(),
                report.latency().p99(),
                report.latency().p999(),
                report.latency().max(),
                report.failed());
    }

    private static Report manyConnections(URI base) throws InterruptedException {
        try (LoadProcess load = LoadProcess.start(Plan.of(base).atRate(3_000).over(300))) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            load.lap();
            TimeUnit.SECONDS.sleep(SECONDS);
            return load.stop();
        }
    }
}
