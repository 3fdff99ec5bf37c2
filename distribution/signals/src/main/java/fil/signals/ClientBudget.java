package fil.signals;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients may cost in memory. A connection costs at most {@value #CONNECTION} octets of the heap and {@value #BUFFERS} in
 * buffers outside of it, whatever its client does with it, as the rest here is bounded. All that there may be together take two
 * thirds of the heap at most; the last third is for the code that answers, and for changes. Of the memory for buffers they take
 * seven eighths at most; the server's pool keeps an eighth that nobody uses at the moment.
 *
 * @param heap the most that Java may use, in octets
 * @param buffers the most that Java may use outside of the heap for buffers, in octets
 */
public record ClientBudget(long heap, long buffers) {
    /** The octets of a request's first line and header fields. */
    public static final int HEAD = 8_192;

    /** The header fields of a request: one of four octets costs a hundred. */
    public static final int FIELDS = 100;

    /** With the worst head that is let through, its copy for the next server, and what the server keeps of the connection. */
    public static final int CONNECTION = 40_960;

    /** What is read of a request, and what is to be written of its answer to a client that does not read. */
    public static final int BUFFERS = 49_152;

    private static final long STEP = 64L << 20;
    private static final Pattern LIMIT = Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)([kmgtKMGT]?)");
    private static final String UNITS = "kmgt";

    /** @return of this Java */
    public static ClientBudget ofThisProcess() {
        return of(
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** Of a Java with these options. Without a limit of their own, buffers may take as much as the heap. */
    static ClientBudget of(long heap, List<String> options) {
        return options.stream()
                .map(LIMIT::matcher)
                .filter(Matcher::matches)
                .map(it -> octets(Long.parseLong(it.group(1)), it.group(2)))
                .filter(it -> it > 0)
                .reduce((one, last) -> last)
                .map(limit -> new ClientBudget(heap, limit))
                .orElseGet(() -> new ClientBudget(heap, heap));
    }

    private static long octets(long number, String unit) {
        return unit.isEmpty() ? number : number << 10 * (1 + UNITS.indexOf(unit.toLowerCase(Locale.ROOT)));
    }

    /** @return how many connections there is room for */
    public int connections() {
        return (int) Math.min(Integer.MAX_VALUE, Math.min(heap / 3 * 2 / CONNECTION, buffers / 8 * 7 / BUFFERS));
    }

    /** @return whether more heap alone would make no room for more connections */
    public boolean isBoundByBuffers() {
        return buffers / 8 * 7 / BUFFERS < heap / 3 * 2 / CONNECTION;
    }

    /**
     * How large a heap must be.
     *
     * @param connections how many connections there are to be
     * @return in mebibytes, with a little more than that, as Java does not count all of what it is given
     */
    public static long heapFor(int connections) {
        long octets = (long) connections * CONNECTION / 2 * 3;
        return (octets / 100 * 105 / STEP + 1) * (STEP >> 20);
    }
}
