package fil.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Two servers measured in turn, so that what disturbs the machine disturbs both alike. */
final class Rounds {
    /** A server under measurement. */
    record Side(URI base, ServerProcess process) {}

    private final List<Throughput> first = new ArrayList<>();
    private final List<Throughput> second = new ArrayList<>();

    private Rounds() {}

    static Rounds measure(Side one, Side other, String path, int rounds, int seconds)
            throws IOException, InterruptedException {
        Rounds measured = new Rounds();
        Throughput.measure(one.base(), path, one.process(), Math.max(3, seconds));
        Throughput.measure(other.base(), path, other.process(), Math.max(3, seconds));
        for (int i = 0; i < rounds; i++) {
            measured.first.add(Throughput.measure(one.base(), path, one.process(), seconds));
            measured.second.add(Throughput.measure(other.base(), path, other.process(), seconds));
        }
        return measured;
    }

    double first(ToDoubleFunction<Throughput> figure) {
        return median(first.stream().map(figure::applyAsDouble).toList());
    }

    double second(ToDoubleFunction<Throughput> figure) {
        return median(second.stream().map(figure::applyAsDouble).toList());
    }

    /** Median of the ratios first/second of each round. */
    double ratio(ToDoubleFunction<Throughput> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            ratios.add(figure.applyAsDouble(first.get(i)) / figure.applyAsDouble(second.get(i)));
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
