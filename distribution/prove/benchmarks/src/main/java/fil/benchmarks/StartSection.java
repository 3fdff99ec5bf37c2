package fil.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** From the command to the first answer: bin/fil as it comes, started before, and with its class data; the bare Jetty; an empty Java. */
final class StartSection implements Section {
    private static final int TIMES = 7;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        Range first = new Range();
        Range next = new Range();
        Range quick = new Range();
        Range bare = new Range();
        Range empty = new Range();
        try (BenchmarkInstallation recorded =
                BenchmarkInstallation.unpack(settings, java).start().withClassData()) {
            Path answers = RecordedAnswers.of(recorded.base()).write();
            recorded.fil("stop");
            for (int i = 0; i < TIMES; i++) {
                try (BenchmarkInstallation fil = BenchmarkInstallation.unpack(settings, java)) {
                    first.saw(start(fil));
                    fil.fil("stop");
                    next.saw(start(fil));
                }
                quick.saw(start(recorded));
                recorded.fil("stop");
                BareServer server = BareServer.jetty(java, Threads.PLATFORM, answers);
                server.close();
                bare.saw(server.startedIn());
                long begin = System.nanoTime();
                Commands.run(Map.of(), List.of(Jdk.command(java), "-version"));
                empty.saw((System.nanoTime() - begin) / 1e6);
            }
        }
        table.head("to the first answer, ms", "median (from, to)", "ratio");
        table.row("fil, just unpacked", first, first.median() / bare.median());
        table.row("fil, started before", next, next.median() / bare.median());
        table.row("fil, with its class data", quick, quick.median() / bare.median());
        table.row("bare Jetty", bare, 1.0);
        table.row("an empty Java", empty, empty.median() / bare.median());
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
