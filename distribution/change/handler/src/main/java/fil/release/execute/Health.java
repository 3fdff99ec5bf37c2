package fil.release.execute;

import java.util.List;

/**
 * How the system is, in sentences without an end.
 *
 * @param failed what failed for good: no waiting helps
 * @param pending what is not well yet
 */
public record Health(List<String> failed, List<String> pending) {
    /** All is well. */
    public static final Health GREEN = new Health(List.of(), List.of());

    public Health {
        failed = List.copyOf(failed);
        pending = List.copyOf(pending);
    }

    /** @return whether all is well */
    public boolean isGreen() {
        return failed.isEmpty() && pending.isEmpty();
    }
}
