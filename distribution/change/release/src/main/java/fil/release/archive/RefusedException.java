package fil.release.archive;

import fil.release.Problem;
import fil.release.ReleaseException;
import java.nio.file.Path;

/** An archive was refused. */
public final class RefusedException extends ReleaseException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    /** @param problem why */
    public RefusedException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    static RefusedException changed(Path archive) {
        return new RefusedException(new Problem.ArchiveDamaged(archive, "", "changed while it was read"));
    }

    /** @return why */
    public Problem problem() {
        return problem;
    }
}
