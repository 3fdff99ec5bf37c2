package fil.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two servers measured in turn, in many short rounds, so that what disturbs the machine disturbs both alike. Of a figure the median
 * counts, and where that would be if it were all done again is said too.
 */
final class MeasuredRounds {
    /** A server under measurement. */
    record Side(URI base, ServerProcess process) {}

    private static final long WARM_AFTER = 1_000_000;
    private static final int WARM_UP_SECONDS = 4;
    private static final int LONGEST_WARM_UP = 20;

    /** What both sides did in one round. */
    private record Round(Throughput first, Throughput second) {}

    private final List<Round> all;

    private MeasuredRounds(List<Round> all) {
        this.all = List.copyOf(all);
    }

    static MeasuredRounds measure(Side one, Side other, String path, int rounds, int seconds)
            throws IOException, InterruptedException {
        warmUp(one, path);
        warmUp(other, path);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Throughput first = Throughput.measure(one.base(), path, one.process(), seconds);
            all.add(new Round(first, Throughput.measure(other.base(), path, other.process(), seconds)));
        }
        return new MeasuredRounds(all);
    }

    /** Until so many requests were answered that the compiler has seen them. */
    static void warmUp(Side side, String path) throws IOException, InterruptedException {
        double answered = 0;
        for (int i = 0; i < LONGEST_WARM_UP && answered < WARM_AFTER; i++) {
            answered += Throughput.measure(side.base(), path, side.process(), WARM_UP_SECONDS)
                            .perSecond()
                    * WARM_UP_SECONDS;
        }
    }

    double first(ToDoubleFunction<Throughput> figure) {
        return median(
                all.stream().map(round -> figure.applyAsDouble(round.first())).toList());
    }

    double second(ToDoubleFunction<Throughput> figure) {
        return median(
                all.stream().map(round -> figure.applyAsDouble(round.second())).toList());
    }

    /** Median of the ratios first/second of each round. */
    double ratio(ToDoubleFunction<Throughput> figure) {
        return median(ratios(figure));
    }

    /**
     * Between which two ratios that median lies in 95 of 100 cases, whatever the distribution: so many places beside the middle.
     * The source is the sign test; see for example W. J. Conover, Practical Nonparametric Statistics.
     */
    String range(ToDoubleFunction<Throughput> figure) {
        List<Double> sorted = ratios(figure).stream().sorted().toList();
        int outside = Math.max(0, (int) Math.floor((sorted.size() - 1.96 * Math.sqrt(sorted.size())) / 2));
        return "%.2f to %.2f".formatted(sorted.get(outside), sorted.get(sorted.size() - 1 - outside));
    }

    private List<Double> ratios(ToDoubleFunction<Throughput> figure) {
        return all.stream()
                .map(round -> figure.applyAsDouble(round.first()) / figure.applyAsDouble(round.second()))
                .toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
