package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import fil.load.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The same thing replaced again and again under 1,000 requests/s, beside as long a time without, on both kinds of connections. */
final class Replacements implements Section {
    static final Section PLAIN_UPDATE = new Replacements(Replacements::updateFsmAndTemplates);
    static final Section WEB = new Replacements((fil, number) -> fil.shell().update("fil.web", fil.bundle("fil-web-")));
    static final Section API = new Replacements((fil, number) -> {
        fil.shell().update("fil.api", fil.bundle("fil-api-"));
        fil.shell().refresh("fil.api");
    });
    static final Section JETTY = new Replacements((fil, number) -> {
        fil.shell().update("org.apache.felix.http.jetty12", fil.bundle("org.apache.felix.http.jetty12-"));
        fil.shell().refresh("org.apache.felix.http.jetty12");
    });
    static final Section RESTART = new Replacements((fil, number) -> fil.fil("restart", "--handover"));

    private static final int WARM_UP_SECONDS = 5;
    private static final long PAUSE_MILLIS = 1_000;
    private final ReplaceStep replacement;

    private Replacements(ReplaceStep replacement) {
        this.replacement = replacement;
    }

    /** By hand, from the shell: up if the number is even, else down. */
    static void updateFsmAndTemplates(BenchmarkInstallation fil, int number) throws IOException {
        String release = number % 2 == 0 ? "1986.b" : "1986.a";
        fil.shell().update("fil.fsm", fil.repository("fil-fsm-" + release + ".jar"));
        fil.shell().update("fil.templates", fil.repository("fil-templates-" + release + ".jar"));
    }

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        table.head("", "sent", "failed", "gap ms", "usual gap", "max ms", "one takes ms");
        run("keep-alive", plan -> plan, settings, java, table);
        run("fresh", LoadPlan::withFreshConnections, settings, java, table);
    }

    private void run(
            String name, UnaryOperator<LoadPlan> connections, BenchmarkSettings settings, Path java, Table table)
            throws Exception {
        try (BenchmarkInstallation fil =
                        BenchmarkInstallation.unpack(settings, java).startDetached();
                LoadProcess load = GapClient.start(connections.apply(LoadPlan.of(fil.base())), table)) {
            List<Double> times = new ArrayList<>();
            List<Report> with = new ArrayList<>();
            List<Report> without = new ArrayList<>();
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            replaceOnce(fil, 0); // the first time loads classes that stay
            replaceOnce(fil, 1);
            load.lap();
            for (int i = 0; i < settings.times(); i++) {
                times.add(replaceOnce(fil, i));
                with.add(load.lap());
            }
            for (Report lap : with) {
                TimeUnit.MILLISECONDS.sleep(Math.round(lap.seconds() * 1e3));
                without.add(load.lap());
            }
            Laps replaced = new Laps(with);
            Laps quiet = new Laps(without);
            row(table, name + ", without", quiet, Double.NaN);
            row(table, name + ", " + settings.times() + " times", replaced, MeasuredRounds.median(times));
            table.note(replaced.against(quiet));
        }
    }

    private double replaceOnce(BenchmarkInstallation fil, int number) throws Exception {
        long begin = System.nanoTime();
        replacement.replace(fil, number);
        double millis = (System.nanoTime() - begin) / 1e6;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        return millis;
    }

    private static void row(Table table, String name, Laps laps, double takes) {
        table.row(name, laps.sent(), laps.failed(), laps.longestGap(), laps.usualGap(), laps.longestLatency(), takes);
        laps.note(table);
    }
}
