package fil.shell;

import java.util.function.IntSupplier;

/**
 * How a command ended, for the one who ran it: an {@link IntSupplier}, since the control socket, which ends with that code, shares
 * no code with the shell. What there is to say was said.
 *
 * @param getAsInt the exit code
 */
public record CommandOutcome(int getAsInt) implements IntSupplier {
    /** What a shell shows of it. */
    @Override
    public String toString() {
        return "";
    }
}
