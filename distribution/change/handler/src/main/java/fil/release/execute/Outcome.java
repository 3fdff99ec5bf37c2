package fil.release.execute;

/** How a command about releases ended: a closed set, with the exit code and the words of each. */
public enum Outcome {
    DONE(0, "done"),
    FAILED(1, "failed; nothing was changed"),
    INTERRUPTED(3, "interrupted: the process was stopped in the middle of it"),
    REFUSED(10, "refused by the check; nothing was changed"),
    UNDONE(11, "failed and undone: what ran before runs again"),
    NOT_UNDONE(12, "failed and not fully undone"),
    BUSY(13, "refused: another change runs");

    private final int exitCode;
    private final String words;

    Outcome(int exitCode, String words) {
        this.exitCode = exitCode;
        this.words = words;
    }

    /** @return what {@code bin/fil} ends with */
    public int exitCode() {
        return exitCode;
    }

    /** @return the outcome as a part of a sentence */
    public String words() {
        return words;
    }
}
