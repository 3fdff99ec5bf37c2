package fil.control;

import fil.signals.SystemName;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;

/** Why a command failed, in words: never the bare name of an exception. */
final class CommandFailure {
    /** Gogo's words for arguments that no method of a command takes, be it their number, or a bundle that is not there. */
    private static final Pattern ARGUMENTS = Pattern.compile("Cannot coerce ([\\w:-]+)\\(");

    private static final Pattern NO_NUMBER = Pattern.compile("For input string: \"(.*)\".*", Pattern.DOTALL);
    private static final String MISSING = "Command not found: ";

    /** What programs throw that did not look at what they were given; the messages are about their variables. */
    private static final Set<String> FAULTS = Set.of(
            "NullPointerException",
            "ClassCastException",
            "IndexOutOfBoundsException",
            "ArrayIndexOutOfBoundsException",
            "StringIndexOutOfBoundsException",
            "NoSuchElementException",
            "ConcurrentModificationException",
            "UnsupportedOperationException");

    private CommandFailure() {}

    static String of(Throwable failure) {
        if (failure instanceof CommandNotFoundException missing) {
            return missing(missing.getCommand());
        }
        if (failure instanceof InterruptedException) {
            return "Interrupted.";
        }
        return of(failure.getClass().getSimpleName(), failure.getMessage());
    }

    /**
     * @param type the simple name of the exception
     * @param message may be null
     */
    static String of(String type, String message) {
        String said = message == null ? "" : message.strip();
        Matcher refused = ARGUMENTS.matcher(said);
        if (refused.lookingAt()) {
            return "'" + refused.group(1) + "' does not take these arguments; " + SystemName.PROGRAM + " eval 'help "
                    + refused.group(1) + "' says what it takes.";
        }
        Matcher number = NO_NUMBER.matcher(said);
        if (number.matches()) {
            return "'" + number.group(1) + "' is no number.";
        }
        if (said.startsWith(MISSING)) {
            return missing(said.substring(MISSING.length()));
        }
        if (FAULTS.contains(type)) {
            return "The command cannot do this here (" + words(type)
                    + " in its code): it takes other arguments, or it wants a terminal, which " + SystemName.PROGRAM
                    + " attach has.";
        }
        if (said.isEmpty() && type.equals("InterruptedException")) {
            return "The command was interrupted.";
        }
        if (said.isEmpty()) {
            return "The command failed and does not say why (" + words(type) + ").";
        }
        // a file or a host alone says nothing
        return said.contains(" ") ? said : words(type) + ": " + said;
    }

    private static String missing(String command) {
        return "There is no command '" + command + "'; " + SystemName.PROGRAM + " eval help lists them.";
    }

    /** NoSuchFileException: no such file. */
    private static String words(String type) {
        String name = type.replaceFirst("(?<=.)(Exception|Error)$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
