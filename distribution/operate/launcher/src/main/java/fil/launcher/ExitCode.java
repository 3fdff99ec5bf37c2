package fil.launcher;

/** What {@code bin/fil} ends with; documented in {@code bin/fil help}. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    NOT_RUNNING(3),
    BAD_SETTINGS(4),
    PORT_TAKEN(5),
    NO_JAVA(6),
    TOO_LATE(7),
    RELEASE_REFUSED(10),
    REFUSED(13),
    NOT_AS_RELEASED(14);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** @return the number the process ends with */
    public int number() {
        return number;
    }
}
