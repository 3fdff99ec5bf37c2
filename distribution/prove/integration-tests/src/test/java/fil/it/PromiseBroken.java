package fil.it;

import fil.load.Report;
import java.util.List;

/**
 * A request was lost, or somebody saw a mix of two releases. A test that fails so is not saved by a second try that passes:
 * {@link fil.it.house.FlakyTests} fails the build.
 */
public final class PromiseBroken extends AssertionError {
    private static final long serialVersionUID = 1;

    private PromiseBroken(String message) {
        super(message);
    }

    /** @throws PromiseBroken if a request failed or was answered by a mix of releases */
    public static void unlessAllIsKept(Report report, Installation installation) {
        unlessNoneIsLost(report, installation);
        if (report.mixed() > 0) {
            throw told(report, installation);
        }
    }

    /** @throws PromiseBroken if a request failed */
    public static void unlessNoneIsLost(Report report, Installation installation) {
        if (!report.failures().isEmpty() || report.failed() > 0) {
            throw told(report, installation);
        }
    }

    /** @throws PromiseBroken if there is any violation */
    public static void unlessNone(List<String> violations, String told) {
        if (!violations.isEmpty()) {
            throw new PromiseBroken(violations.size() + ": " + String.join("\n", violations) + "\n" + told);
        }
    }

    private static PromiseBroken told(Report report, Installation installation) {
        return new PromiseBroken(report.failed() + " failed " + report.failures() + ", " + report.mixed() + " mixed\n"
                + report.text() + "\n" + installation.log());
    }
}
