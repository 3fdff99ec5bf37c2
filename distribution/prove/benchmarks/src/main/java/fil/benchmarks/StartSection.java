package fil.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the command to the first answer: bin/fil, and the bare Jetty. */
final class StartSection implements Section {
    private static final int TIMES = 7;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> next = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (BenchmarkInstallation fil = BenchmarkInstallation.unpack(settings, java)) {
                first.add(start(fil));
                fil.fil("stop");
                next.add(start(fil));
                long begin = System.nanoTime();
                BareServer.start(java, Threads.PLATFORM, fil.base()).close();
                bare.add((System.nanoTime() - begin) / 1e6);
            }
        }
        table.head("to the first answer, ms", "median", "ratio");
        double comparison = MeasuredRounds.median(bare);
        table.row("fil, just unpacked", MeasuredRounds.median(first), MeasuredRounds.median(first) / comparison);
        table.row("fil, started before", MeasuredRounds.median(next), MeasuredRounds.median(next) / comparison);
        table.row("bare Jetty", comparison, 1.0);
    }

    private static double start(BenchmarkInstallation fil) throws Exception {
        Process script = fil.begin("start");
        double answered = Web.awaitAnswer(fil.base());
        if (script.waitFor() != 0) {
            throw new IllegalStateException("bin/fil start ended with " + script.exitValue());
        }
        return answered;
    }
}
