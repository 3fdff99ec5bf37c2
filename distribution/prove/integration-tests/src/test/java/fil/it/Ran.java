package fil.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * How a command ended.
 *
 * @param command what was run
 * @param code its exit code
 * @param output what it wrote to both of its outputs
 * @param context what else helps to understand a failure, such as the end of a log
 */
public record Ran(String command, int code, String output, String context) {
    public Ran ends(int expected) {
        assertEquals(expected, code, () -> "Exit code of " + this);
        return this;
    }

    /** Fails unless the output holds every one of these, whatever their case. */
    public Ran says(String... expected) {
        for (String each : expected) {
            assertTrue(
                    output.toLowerCase().contains(each.toLowerCase()), () -> "Nothing about '" + each + "' in " + this);
        }
        return this;
    }

    /** Fails if the output holds this. */
    public Ran saysNothingOf(String unwanted) {
        assertTrue(!output.contains(unwanted), () -> "'" + unwanted + "' in " + this);
        return this;
    }

    /** Fails unless the command has failed with a message a user can read: no stack trace, and with these words. */
    public Ran refuses(String... expected) {
        assertTrue(code != 0, () -> "Must fail: " + this);
        hasNoTrace();
        return says(expected);
    }

    public Ran hasNoTrace() {
        assertTrue(
                !output.contains("\tat ") && !output.contains("Exception in thread"), () -> "Stack trace in " + this);
        return this;
    }

    @Override
    public String toString() {
        return command + " -> " + code + "\n" + output + (context.isEmpty() ? "" : "\n-- log --\n" + context);
    }
}
