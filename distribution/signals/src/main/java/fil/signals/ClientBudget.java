package fil.signals;

/**
 * What clients may cost in memory. A connection costs at most {@value #CONNECTION} octets, whatever its client does with it, as
 * the rest here is bounded; all that there may be together take two thirds of the heap at most. The last third is for the
 * code that answers, and for changes.
 *
 * @param heap the most that Java may use, in octets
 */
public record ClientBudget(long heap) {
    /** The octets of a request's first line and header fields. */
    public static final int HEAD = 8_192;

    /** The header fields of a request: one of four octets costs a hundred. */
    public static final int FIELDS = 100;

    /** With the worst head that is let through, its copy for the next server, and what the server keeps of the connection. */
    public static final int CONNECTION = 40_960;

    private static final long STEP = 64L << 20;

    /** @return of this Java */
    public static ClientBudget ofThisProcess() {
        return new ClientBudget(Runtime.getRuntime().maxMemory());
    }

    /** @return how many connections there is room for */
    public int connections() {
        return (int) Math.min(Integer.MAX_VALUE, heap / 3 * 2 / CONNECTION);
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
