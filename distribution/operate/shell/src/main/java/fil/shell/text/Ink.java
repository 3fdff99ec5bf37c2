package fil.shell.text;

import fil.release.handler.Outcome;

/**
 * Colours words on a terminal; elsewhere it leaves them as they are. What a colour is for is said by a value, never found in the
 * words.
 *
 * @param colour whether it does
 */
public record Ink(boolean colour) {
    private static final String GOOD = "32";
    private static final String BAD = "31";
    private static final String DOUBTFUL = "33";
    private static final String QUIET = "2";
    private static final String STRONG = "1";

    /** @return the words, as some about a failure */
    public String failure(String words) {
        return paint(BAD, words);
    }

    /** @return the words, as some about what is as it should be */
    public String good(String words) {
        return paint(GOOD, words);
    }

    /** @return the words, as some about trouble that is being mended */
    public String doubtful(String words) {
        return paint(DOUBTFUL, words);
    }

    /** @return the words, as those that may be passed over */
    public String quiet(String words) {
        return paint(QUIET, words);
    }

    /** @return the words, as those that matter */
    public String strong(String words) {
        return paint(STRONG, words);
    }

    /** @return the status of a release */
    public String release(String status) {
        return switch (status) {
            case "permanent", "current" -> good(status);
            case "old" -> quiet(status);
            default -> status;
        };
    }

    /** @return the word of an outcome */
    public String outcome(Outcome outcome) {
        return switch (outcome) {
            case DONE -> good(outcome.word());
            case UNDONE, REFUSED, INTERRUPTED -> doubtful(outcome.word());
            case NOT_UNDONE -> failure(outcome.word());
            default -> outcome.word();
        };
    }

    /** @return how many columns a line takes */
    public static int width(String line) {
        return line.replaceAll("\u001b\\[[0-9]*m", "").length();
    }

    private String paint(String tone, String text) {
        return !colour || text.isEmpty() ? text : "\u001b[" + tone + "m" + text + "\u001b[0m";
    }
}
