package fil.benchmarks;

import fil.load.Load;
import fil.load.LoadPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** fil beside every server that can be had on this machine: start, memory, and how much it answers once it is warm. In turn. */
final class PeersSection implements Section {
    private static final int TIMES = 5;
    private static final int REQUESTS = 10_000;
    private static final int RATE = 1_000;
    private static final int REST_SECONDS = 60;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        Path answers = YoungSection.recorded(settings, java);
        List<Peer> peers = Peer.here();
        List<String> head = new ArrayList<>(List.of("median (from, to); ratio to bare Jetty"));
        peers.forEach(peer -> head.addAll(List.of(peer.title(), "ratio")));
        table.head(head.toArray(String[]::new));
        Map<String, Map<Peer, Range>> rows = new LinkedHashMap<>();
        for (int i = 0; i < TIMES; i++) {
            for (Peer peer : peers) {
                RunningServer server = peer.start(settings, java, answers);
                server.close();
                saw(rows, "start to the first answer, ms", peer, server.startedIn());
            }
        }
        together(peers, settings, java, answers, PeersSection::load, running -> atRest(peers, running, rows));
        together(peers, settings, java, answers, PeersSection::warmUp, running -> {
            for (int i = 0; i < settings.rounds(); i++) {
                steady(peers, running, settings.seconds(), rows);
            }
        });
        rows.forEach((name, seen) -> row(table, name, peers, seen));
    }

    private interface Measurement<T> {
        void of(T servers) throws Exception;
    }

    /** All of them run at the same time. */
    private static void together(
            List<Peer> peers,
            BenchmarkSettings settings,
            Path java,
            Path answers,
            Measurement<RunningServer> first,
            Measurement<Map<Peer, RunningServer>> then)
            throws Exception {
        Map<Peer, RunningServer> running = new EnumMap<>(Peer.class);
        try {
            for (Peer peer : peers) {
                running.put(peer, peer.start(settings, java, answers));
                first.of(running.get(peer));
            }
            then.of(running);
        } finally {
            running.values().forEach(RunningServer::close);
        }
    }

    private static void load(RunningServer server) throws Exception {
        Load load = Load.start(LoadPlan.of(server.base()).atRate(RATE));
        TimeUnit.SECONDS.sleep(REQUESTS / RATE);
        load.close();
    }

    private static void atRest(List<Peer> peers, Map<Peer, RunningServer> running, Map<String, Map<Peer, Range>> rows)
            throws Exception {
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        for (Peer peer : peers) {
            ServerProcess process = running.get(peer).process();
            saw(rows, "resident after 10,000 requests and 60 s, MB", peer, process.residentMegabytes());
            saw(rows, "threads at rest", peer, process.threads());
        }
    }

    private static void warmUp(RunningServer server) throws Exception {
        MeasuredRounds.warmUp(new MeasuredRounds.Side(server.base(), server.process()), RecordedAnswers.PATHS.get(0));
    }

    private static void steady(
            List<Peer> peers, Map<Peer, RunningServer> running, int seconds, Map<String, Map<Peer, Range>> rows)
            throws Exception {
        for (Peer peer : peers) {
            RunningServer server = running.get(peer);
            Throughput seen =
                    Throughput.measure(server.base(), RecordedAnswers.PATHS.get(0), server.process(), seconds);
            saw(rows, "warm, the colour, req/s", peer, seen.perSecond());
        }
    }

    private static void saw(Map<String, Map<Peer, Range>> rows, String name, Peer peer, double value) {
        rows.computeIfAbsent(name, any -> new EnumMap<>(Peer.class))
                .computeIfAbsent(peer, any -> new Range())
                .saw(value);
    }

    private static void row(Table table, String name, List<Peer> peers, Map<Peer, Range> seen) {
        List<Object> cells = new ArrayList<>(List.of(name));
        double bare = seen.get(Peer.JETTY).median();
        peers.forEach(peer -> {
            cells.add(seen.get(peer));
            cells.add(seen.get(peer).median() / bare);
        });
        table.row(cells.toArray());
    }
}
