package fil.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The same figure, seen several times. */
final class Range {
    private final List<Double> values = new ArrayList<>();

    void saw(double value) {
        values.add(value);
    }

    double median() {
        return MeasuredRounds.median(values);
    }

    /** As a cell: the median, and between what it was. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? "-"
                : "%s (%s to %s)"
                        .formatted(
                                Table.number(median()),
                                Table.number(values.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .min()
                                        .orElseThrow()),
                                Table.number(values.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElseThrow()));
    }
}
