package fil.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows with a head, printed with columns of equal width, each row as soon as it is known. */
final class Table {
    private final PrintStream out;
    private final List<Integer> widths = new ArrayList<>();

    Table(PrintStream out) {
        this.out = out;
    }

    void title(String title) {
        out.printf("%n%s%n", title);
    }

    /** The columns; the first is for names, and wide. */
    void head(String... columns) {
        widths.clear();
        for (String column : columns) {
            widths.add(widths.isEmpty() ? Math.max(38, column.length()) : Math.max(11, column.length()));
        }
        row((Object[]) columns);
    }

    void row(Object... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String format = i == 0 ? "%-" + widths.get(i) + "s" : "  %" + widths.get(i) + "s";
            line.append(format.formatted(cell(cells[i])));
        }
        out.println(line.toString().stripTrailing());
        out.flush();
    }

    void note(String text) {
        out.println("  " + text);
    }

    private static String cell(Object value) {
        return value instanceof Double number ? number(number) : String.valueOf(value);
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Math.abs(value) >= 1_000 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }
}
