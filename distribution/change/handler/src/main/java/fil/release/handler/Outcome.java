package fil.release.handler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a command about releases, or a change, ended: a closed set, with the exit code of each. */
public enum Outcome {
    /** It was done. */
    DONE(0),
    /** It failed before anything was changed. */
    FAILED(1),
    /** The process ended, or was stopped, in the middle of it. */
    INTERRUPTED(3),
    /** The check refused it; nothing was changed. */
    REFUSED(10),
    /** It failed, and what ran before runs again. */
    UNDONE(11),
    /** It failed, and not all of it could be taken back. */
    NOT_UNDONE(12),
    /** Another change runs. */
    BUSY(13),
    /** In the history: it has not ended. */
    BEGUN(0),
    /** In the history: a release was made the one that the next start boots. */
    MADE_PERMANENT(0, "made permanent"),
    /** In the history: a bundle was changed, and no release. */
    CHANGED_BY_HAND(0, "changed by hand");

    private final int exitCode;
    private final String word;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Outcome(int exitCode, String word) {
        this.exitCode = exitCode;
        this.word = word;
    }

    /** @return what {@code bin/fil} ends with */
    public int exitCode() {
        return exitCode;
    }

    /** @return how it is written in the history, and in JSON */
    public String word() {
        return word;
    }

    /**
     * @param word as it is written
     * @return the outcome, if there is one of that word
     */
    public static Optional<Outcome> of(Object word) {
        return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
    }
}
