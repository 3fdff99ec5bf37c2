package fil.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;

/** Why a command failed, in words. */
final class CommandFailure {
    /** Gogo's words for arguments that no method of a command takes, be it their number, or a bundle that is not there. */
    private static final Pattern ARGUMENTS = Pattern.compile("Cannot coerce ([\\w:-]+)\\(");

    private CommandFailure() {}

    static String of(Throwable failure) {
        if (failure instanceof CommandNotFoundException missing) {
            return "There is no command '" + missing.getCommand() + "'; bin/fil eval help lists them.";
        }
        if (failure instanceof InterruptedException) {
            return "Interrupted.";
        }
        String message = failure.getMessage();
        Matcher refused = ARGUMENTS.matcher(message == null ? "" : message);
        if (refused.lookingAt()) {
            return "'" + refused.group(1) + "' does not take these arguments; bin/fil eval 'help " + refused.group(1)
                    + "' says what it takes.";
        }
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }
}
