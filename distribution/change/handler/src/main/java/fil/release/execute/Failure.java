package fil.release.execute;

import fil.release.Release;

/** A step failed, or what it led to is not well; the message says with what and why. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean hanging;

    Failure(String sentence, Throwable cause, boolean hanging) {
        super(sentence, cause);
        this.hanging = hanging;
    }

    Failure(String sentence) {
        this(sentence, null, false);
    }

    /** @return whether the code that was called still runs and cannot be made to end */
    boolean isHanging() {
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
