package fil.release.archive;

import fil.release.Problem;
import fil.release.ReleaseException;
import java.nio.file.Path;

/** An archive was refused, or a release that was unpacked of one before. */
public final class RefusedException extends ReleaseException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final String subject;

    private RefusedException(Problem problem, String subject) {
        super(problem.sentence());
        this.problem = problem;
        this.subject = subject;
    }

    static RefusedException archive(Path file, Problem problem) {
        return new RefusedException(problem, "the archive " + file.getFileName());
    }

    /**
     * @param release the name of a release that is unpacked
     * @param problem why it is refused
     */
    public static RefusedException unpacked(String release, Problem problem) {
        return new RefusedException(problem, release);
    }

    static RefusedException changed(Path archive) {
        return archive(archive, new Problem.ArchiveDamaged(archive, "", "changed while it was read"));
    }

    /** @return what is refused: the name of a release, or of an archive, in which no name can be believed, {@code the archive FILE} */
    public String subject() {
        return subject;
    }

    /** @return why */
    public Problem problem() {
        return problem;
    }
}
