package fil.release.archive;

import fil.release.Problem;
import fil.release.ReleaseException;

/** An archive was refused. */
public final class RefusedException extends ReleaseException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    /** @param problem why */
    public RefusedException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    /** @return why */
    public Problem problem() {
        return problem;
    }
}
