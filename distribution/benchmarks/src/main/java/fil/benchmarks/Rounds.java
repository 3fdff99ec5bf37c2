package fil.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two servers measured in turn, so that what disturbs the machine disturbs both alike; of the rounds only the half counts in which
 * others used the machine least.
 */
final class Rounds {
    /** A server under measurement. */
    record Side(URI base, ServerProcess process) {}

    private static final long WARM_AFTER = 600_000;
    private static final int LONGEST_WARM_UP = 20;

    /** What both sides did in one round. */
    private record Round(Throughput first, Throughput second) {
        double foreign() {
            return Math.max(first.foreign(), second.foreign());
        }
    }

    private final List<Round> quiet;

    private Rounds(List<Round> all) {
        quiet = all.stream()
                .sorted(Comparator.comparingDouble(Round::foreign))
                .limit((all.size() + 1) / 2)
                .toList();
    }

    static Rounds measure(Side one, Side other, String path, int rounds, int seconds)
            throws IOException, InterruptedException {
        warmUp(one, path, seconds);
        warmUp(other, path, seconds);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Throughput first = Throughput.measure(one.base(), path, one.process(), seconds);
            all.add(new Round(first, Throughput.measure(other.base(), path, other.process(), seconds)));
        }
        return new Rounds(all);
    }

    /** Until so many requests were answered that the compiler has seen them. */
    static void warmUp(Side side, String path, int seconds) throws IOException, InterruptedException {
        double answered = 0;
        for (int i = 0; i < LONGEST_WARM_UP && answered < WARM_AFTER; i++) {
            answered += Throughput.measure(side.base(), path, side.process(), seconds)
                            .perSecond()
                    * seconds;
        }
    }

    double first(ToDoubleFunction<Throughput> figure) {
        return median(
                quiet.stream().map(round -> figure.applyAsDouble(round.first())).toList());
    }

    double second(ToDoubleFunction<Throughput> figure) {
        return median(quiet.stream()
                .map(round -> figure.applyAsDouble(round.second()))
                .toList());
    }

    /** Median of the ratios first/second of each quiet round. */
    double ratio(ToDoubleFunction<Throughput> figure) {
        return median(quiet.stream()
                .map(round -> figure.applyAsDouble(round.first()) / figure.applyAsDouble(round.second()))
                .toList());
    }

    double foreign() {
        return median(quiet.stream().map(Round::foreign).toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
