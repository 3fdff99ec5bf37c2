package fil.shell;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
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
    /** What a change tells: the time, the verb in a column of its own or the beginning of a sentence, and how long it took. */
    private static final Pattern STEP =
            Pattern.compile("( *[0-9.]+ s)(  )(failed|undo|\\S+(?= {2}))?(.*?)( \\([0-9]+ ms\\))?");

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

    /** @return a line that tells of a step of a change */
    String step(String line) {
        Matcher step = STEP.matcher(line);
        return colour && step.matches() ? step(step.toMatchResult()) : line;
    }

    private String step(MatchResult step) {
        String verb = Optional.ofNullable(step.group(3)).orElse("");
        String tone = verb.equals("failed") ? BAD : verb.equals("undo") ? DOUBTFUL : "";
        return paint(QUIET, step.group(1))
                + step.group(2)
                + (tone.isEmpty() ? paint(STRONG, verb) + step.group(4) : paint(tone, verb + step.group(4)))
                + paint(QUIET, Optional.ofNullable(step.group(5)).orElse(""));
    }

    private String paint(String tone, String text) {
        return !colour || tone.isEmpty() || text.isEmpty() ? text : "\u001b[" + tone + "m" + text + "\u001b[0m";
    }
}
