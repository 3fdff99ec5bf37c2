package fil.signals;

import java.util.function.Predicate;

/** What the code itself said when something failed: the innermost cause, in one line. */
public final class Reason {
    private static final String CAUSED = "Caused by: ";

    private Reason() {}

    /**
     * Finds the innermost cause in a printed stack trace, as Declarative Services tells why a component failed.
     *
     * @param trace a stack trace as text; may be null
     * @return the line of its innermost cause
     */
    public static String of(String trace) {
        return trace == null
                ? "no reason given"
                : trace.lines()
                        .filter(Predicate.not(line -> line.startsWith("\t")))
                        .reduce((outer, inner) -> inner)
                        .map(line -> line.startsWith(CAUSED) ? line.substring(CAUSED.length()) : line)
                        .orElse("no reason given");
    }

    /**
     * Tells what a framework says of a failure, and what the bundle's own code said if that is where it comes from.
     *
     * @param failure a failure
     * @return its message, with its innermost cause
     */
    public static String of(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner == failure ? failure.getMessage() : failure.getMessage() + " (" + inner + ")";
    }
}
