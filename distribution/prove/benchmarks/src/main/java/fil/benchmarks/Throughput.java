package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import fil.load.Report;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As many answers as one client process can get over 32 connections.
 *
 * @param perSecond answers a second
 * @param cpuMicros the server's processor time for one answer
 */
record Throughput(double perSecond, double cpuMicros) {
    private static final String CONNECTIONS = "32";
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern BAD = Pattern.compile("(Non-2xx.*|Socket errors.*)");

    static Throughput measure(URI base, String path, ServerProcess server, int seconds)
            throws IOException, InterruptedException {
        double cpu = server.cpuSeconds();
        Asked asked = hasWrk() ? wrk(base.resolve(path), seconds) : closedLoop(base, path, seconds);
        double used = server.cpuSeconds() - cpu;
        return new Throughput(asked.perSecond(), used * 1e6 / asked.count());
    }

    private record Asked(double perSecond, long count) {}

    private static Asked wrk(URI url, int seconds) throws IOException, InterruptedException {
        String printed =
                Commands.run(Map.of(), List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", url.toString()));
        Matcher bad = BAD.matcher(printed);
        if (bad.find()) {
            throw new IOException("wrk saw failures of " + url + ": " + bad.group());
        }
        return new Asked(Double.parseDouble(find(RATE, printed)), Long.parseLong(find(COUNT, printed)));
    }

    private static Asked closedLoop(URI base, String path, int seconds) throws InterruptedException {
        try (LoadProcess load =
                LoadProcess.start(LoadPlan.of(base).asking(path).atRate(0).over(Integer.parseInt(CONNECTIONS)))) {
            TimeUnit.SECONDS.sleep(seconds);
            Report report = load.stop();
            return new Asked(report.answered() / report.seconds(), report.answered());
        }
    }

    private static boolean hasWrk() {
        return Peer.program("wrk").isPresent();
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("wrk printed no " + pattern + ": " + text);
        }
        return matcher.group(1);
    }
}
