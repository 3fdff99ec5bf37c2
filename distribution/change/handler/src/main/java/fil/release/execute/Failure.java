package fil.release.execute;

import fil.release.Release;
import java.util.Optional;

/** A step failed, or what it led to is not well; the message says with what and why. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Bounded> hanging;

    private Failure(String sentence, Throwable cause, Optional<Bounded> hanging) {
        super(sentence, cause);
        this.hanging = hanging;
    }

    Failure(String sentence, Throwable cause) {
        this(sentence, cause, Optional.empty());
    }

    Failure(String sentence) {
        this(sentence, null, Optional.empty());
    }

    /** A call that did not end when it was told to. */
    static Failure hanging(String sentence, Bounded call) {
        return new Failure(sentence, null, Optional.of(call));
    }

    /** @return the call that still ran when this was thrown; on a busy machine it may end later */
    Optional<Bounded> hanging() {
        return hanging;
    }

    /**
     * @param failure anything that was thrown
     * @return why, on one line: the innermost reason that says something, after what was tried
     */
    static String words(Throwable failure) {
        StringBuilder words = new StringBuilder(line(failure));
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
            if (words.indexOf(line(cause)) < 0) {
                words.append(": ").append(line(cause));
            }
        }
        return Release.printable(words.toString());
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message.strip();
    }
}
