package fil.benchmarks;

import fil.load.Load;
import fil.load.LoadPlan;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process that has just been started serves: how late its answers are from two to four seconds after the first one, and how many
 * it gives in its first six seconds of all that a client can ask. All servers in turn.
 */
final class YoungSection implements Section {
    private static final int TIMES = 3;
    private static final int[] RATES = {1_000, 2_500};
    private static final int WARM_UP_SECONDS = 10;
    private static final int YOUNG_SECONDS = 2;
    private static final int FULL_SECONDS = 6;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        Path answers = recorded(settings, java);
        warmUp(java, answers);
        table.head("seconds 2 to 4, p99 ms; first 6 s, req/s", "at 1,000/s", "at 2,500/s", "first 6 s", "ratio");
        Map<Peer, Seen> all = new EnumMap<>(Peer.class);
        List<Peer> peers = Peer.here();
        for (int i = 0; i < TIMES; i++) {
            for (Peer peer : peers) {
                all.computeIfAbsent(peer, any -> new Seen(new Range(), new Range(), new Range()))
                        .once(peer, settings, java, answers);
            }
        }
        double bare = all.get(Peer.JETTY).full().median();
        all.forEach((peer, seen) -> table.row(
                peer.title(),
                seen.slow(),
                seen.quick(),
                seen.full(),
                seen.full().median() / bare));
    }

    static Path recorded(BenchmarkSettings settings, Path java) throws Exception {
        try (BenchmarkInstallation fil =
                BenchmarkInstallation.unpack(settings, java).start()) {
            return RecordedAnswers.of(fil.base()).write();
        }
    }

    /** The client is in this process, and must not be young itself. */
    private static void warmUp(Path java, Path answers) throws Exception {
        try (BareServer other = BareServer.jetty(java, Threads.PLATFORM, answers);
                Load load = Load.start(LoadPlan.of(other.base()).atRate(RATES[RATES.length - 1]))) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            load.stop();
        }
    }

    private record Seen(Range slow, Range quick, Range full) {
        void once(Peer peer, BenchmarkSettings settings, Path java, Path answers) throws Exception {
            slow.saw(late(peer, RATES[0], settings, java, answers));
            quick.saw(late(peer, RATES[1], settings, java, answers));
            try (RunningServer server = peer.start(settings, java, answers)) {
                full.saw(Throughput.measure(server.base(), RecordedAnswers.PATHS.get(0), server.process(), FULL_SECONDS)
                        .perSecond());
            }
        }

        private static double late(Peer peer, int rate, BenchmarkSettings settings, Path java, Path answers)
                throws Exception {
            try (RunningServer server = peer.start(settings, java, answers);
                    Load load = Load.start(LoadPlan.of(server.base()).atRate(rate))) {
                TimeUnit.SECONDS.sleep(YOUNG_SECONDS);
                load.lap();
                TimeUnit.SECONDS.sleep(YOUNG_SECONDS);
                return load.lap().latency().p99();
            }
        }
    }
}
