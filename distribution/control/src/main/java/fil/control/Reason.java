package fil.control;

import org.apache.felix.gogo.runtime.CommandNotFoundException;

/** Why a command failed, in words. */
final class Reason {
    private Reason() {}

    static String of(Throwable failure) {
        if (failure instanceof CommandNotFoundException missing) {
            return "There is no command '" + missing.getCommand() + "'; bin/fil eval help lists them.";
        }
        if (failure instanceof InterruptedException) {
            return "Interrupted.";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }
}
