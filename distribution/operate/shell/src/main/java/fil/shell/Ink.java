package fil.shell;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;

/**
 * Colours words on a terminal; elsewhere, and where {@code NO_COLOR} is set, it leaves them as they are.
 *
 * @param colour whether it does
 */
record Ink(boolean colour) {
    private static final String GOOD = "32";
    private static final String BAD = "31";
    private static final String DOUBTFUL = "33";
    private static final String QUIET = "2";
    private static final String STRONG = "1";

    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("permanent", GOOD),
            Map.entry("current", GOOD),
            Map.entry("done", GOOD),
            Map.entry("OK", GOOD),
            Map.entry("WARN", DOUBTFUL),
            Map.entry("undone", DOUBTFUL),
            Map.entry("refused", DOUBTFUL),
            Map.entry("interrupted", DOUBTFUL),
            Map.entry("stopped", DOUBTFUL),
            Map.entry("starting", DOUBTFUL),
            Map.entry("stopping", DOUBTFUL),
            Map.entry("TEMPORARILY_UNAVAILABLE", DOUBTFUL),
            Map.entry("CRITICAL", BAD),
            Map.entry("HEALTH_CHECK_ERROR", BAD),
            Map.entry("not-undone", BAD),
            Map.entry("not resolved", BAD),
            Map.entry("old", QUIET),
            Map.entry("active", QUIET));

    /** A word that stands alone between columns, or ends a part of a list. */
    private static final Pattern COLUMN =
            Pattern.compile("(?<= {2})[a-z]+(?:[ -][a-z]+)*(?= {2}|$)|\\b[A-Z_]{2,}(?=,|$)");
    /** @return the ink for the terminal of this session, if it has one */
    static Ink of(CommandSession session) {
        return session.get("fil.colour") instanceof Boolean told
                ? new Ink(told)
                : new Ink(session.get(".terminal") != null
                        && said(session, "NO_COLOR").isEmpty()
                        && !said(session, "TERM").equals("dumb"));
    }

    /** A variable of the session, which is that of the client, or of the process where that is the terminal's own. */
    private static String said(CommandSession session, String variable) {
        return Optional.ofNullable(session.get(variable))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .map(Object::toString)
                .orElse("");
    }

    /** @return the sentence, as one about a failure */
    String failure(String sentence) {
        return paint(BAD, sentence);
    }

    /** @return the line, its states in their colours */
    String states(String line) {
        return colour
                ? COLUMN.matcher(line)
                        .replaceAll(word ->
                                Matcher.quoteReplacement(paint(STATES.getOrDefault(word.group(), ""), word.group())))
                : line;
    }

    /** @return the words, as those that matter */
    String strong(String words) {
        return paint(STRONG, words);
    }

    /** @return the words, as those that may be passed over */
    String quiet(String words) {
        return paint(QUIET, words);
    }

    /** @return the words, as some about trouble that is being mended */
    String doubtful(String words) {
        return paint(DOUBTFUL, words);
    }

    /** @return how many columns a line takes */
    static int width(String line) {
        return line.replaceAll("\u001b\\[[0-9]*m", "").length();
    }

    private String paint(String tone, String text) {
        return !colour || tone.isEmpty() || text.isEmpty() ? text : "\u001b[" + tone + "m" + text + "\u001b[0m";
    }
}
