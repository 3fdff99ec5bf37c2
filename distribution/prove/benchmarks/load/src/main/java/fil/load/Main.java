package fil.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load as a program: for people with {@code --seconds}, else steered over the standard input by {@link LoadProcess}. */
public final class Main {
    private static final int WARM_UP_SECONDS = 5;
    static final String STARTED = "started";

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments), System.out));
    }

    private static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        if (arguments.contains("--help")) {
            out.println(LoadOptions.HELP);
            return 0;
        }
        LoadOptions options;
        try {
            options = LoadOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + LoadOptions.HELP);
            return 2;
        }
        if (options.warmUp().isPresent()) {
            Load warmUp = Load.start(options.plan().to(options.warmUp().get()));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            warmUp.close();
        }
        try (Load load = Load.start(options.plan())) {
            return options.seconds() == 0 ? steered(load, out) : timed(load, options.seconds(), out);
        }
    }

    private static int timed(Load load, int seconds, PrintStream out) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
        Report report = load.stop();
        out.println(report.text());
        return exitCode(report);
    }

    private static int steered(Load load, PrintStream out) throws IOException {
        out.println(STARTED);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !"stop".equals(line); line = in.readLine()) {
            if (line.startsWith("changing ")) {
                load.changing(line.substring(9));
                print(List.of(ReportLines.END), out);
            } else if ("lap".equals(line)) {
                print(ReportLines.write(load.lap()), out);
            }
        }
        Report report = load.stop();
        print(ReportLines.write(report), out);
        return exitCode(report);
    }

    private static void print(List<String> lines, PrintStream out) {
        lines.forEach(out::println);
        out.flush();
    }

    private static int exitCode(Report report) {
        return report.failed() + report.mixed() == 0 ? 0 : 1;
    }
}
