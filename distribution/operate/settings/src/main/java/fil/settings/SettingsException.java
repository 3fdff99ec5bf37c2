package fil.settings;

import java.util.List;

/** Settings that cannot be used; each problem is one sentence for the operator. */
public final class SettingsException extends Exception {
    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** @return all problems, not only the first */
    public List<String> problems() {
        return problems;
    }
}
