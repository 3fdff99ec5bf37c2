package fil.launcher;

/** A reason to end, in a sentence for the operator, with the exit code that stands for it. */
public final class StartRefused extends Exception {
    private final transient ExitCode code;

    /**
     * @param code what the process ends with
     * @param message what was wrong and what to do next
     */
    public StartRefused(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** @return what the process ends with */
    public ExitCode code() {
        return code;
    }
}
