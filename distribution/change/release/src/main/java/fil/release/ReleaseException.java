package fil.release;

/** Something about a release cannot be done; the message is one sentence for the operator. */
public class ReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what was wrong and what to do */
    public ReleaseException(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what was wrong and what to do
     * @param cause the exception behind it
     */
    public ReleaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
