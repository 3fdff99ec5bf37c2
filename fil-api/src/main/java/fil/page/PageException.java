package fil.page;

/** A template that cannot be rendered. The message names the template and the place. */
public final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which template and where, not null
     * @param cause what the template engine said, may be null
     */
    public PageException(String message, Throwable cause) {
        super(message, cause);
    }
}
