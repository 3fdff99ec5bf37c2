package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import fil.load.Report;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The thread modes beside each other: how much they answer, and how long the slowest answers take on 300 connections at 3,000/s:
 * of a server that has just been started, of a warm one, and of a warm one whose bundles are updated once a second.
 */
final class ThreadsSection implements Section {
    private static final int SECONDS = 10;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        if (Jdk.feature(java) < 21) {
            table.note("no virtual threads before Java 21");
            return;
        }
        table.head(
                "slowest of 300 connections, 3,000/s",
                "cold p99.9",
                "cold max",
                "warm p99.9",
                "warm max",
                "update p99.9",
                "update max",
                "failed");
        for (Threads threads : Threads.values()) {
            tails(table, threads, settings, java);
        }
        table.head("/which-color.json, 32 connections", "fil req/s", "bare req/s", "ratio", "95 % of them");
        for (Threads threads : Threads.values()) {
            throughput(table, threads, settings, java);
        }
    }

    private static void tails(Table table, Threads threads, BenchmarkSettings settings, Path java) throws Exception {
        try (BenchmarkInstallation fil = BenchmarkInstallation.unpack(settings, java)
                        .with(threads)
                        .start();
                BareServer other = BareServer.start(java, Threads.PLATFORM, fil.base());
                LoadProcess load = LoadProcess.startWarm(
                        LoadPlan.of(fil.base()).atRate(3_000).over(300), other.base())) {
            TimeUnit.SECONDS.sleep(SECONDS);
            Report cold = load.lap();
            TimeUnit.SECONDS.sleep(SECONDS);
            Report steady = load.lap();
            for (int i = 0; i < SECONDS; i++) {
                Replacements.updateFsmAndTemplates(fil, i);
                TimeUnit.SECONDS.sleep(1);
            }
            Report updated = load.stop();
            table.row(
                    threads.name(),
                    cold.latency().p999(),
                    cold.latency().max(),
                    steady.latency().p999(),
                    steady.latency().max(),
                    updated.latency().p999(),
                    updated.latency().max(),
                    cold.failed() + steady.failed() + updated.failed());
        }
    }

    private static void throughput(Table table, Threads threads, BenchmarkSettings settings, Path java)
            throws Exception {
        try (BenchmarkInstallation fil = BenchmarkInstallation.unpack(settings, java)
                        .with(threads)
                        .start();
                BareServer bare = BareServer.start(java, threads, fil.base())) {
            MeasuredRounds rounds = MeasuredRounds.measure(
                    new MeasuredRounds.Side(fil.base(), fil.process()),
                    new MeasuredRounds.Side(bare.base(), bare.process()),
                    "/which-color.json",
                    settings.rounds(),
                    settings.seconds());
            table.row(
                    threads.name(),
                    rounds.first(Throughput::perSecond),
                    rounds.second(Throughput::perSecond),
                    rounds.ratio(Throughput::perSecond),
                    rounds.range(Throughput::perSecond));
        }
    }
}
