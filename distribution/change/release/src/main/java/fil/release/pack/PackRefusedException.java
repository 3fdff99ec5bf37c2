package fil.release.pack;

import fil.release.ReleaseException;
import java.util.List;

/** No release can be made of what was named; nothing was written. */
public final class PackRefusedException extends ReleaseException {
    private static final long serialVersionUID = 1L;
    private final List<String> problems;

    PackRefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** @return all that stands against it, a sentence each */
    public List<String> problems() {
        return problems;
    }
}
