package fil.release.handler;

import java.util.List;

/**
 * How a release is to be changed.
 *
 * @param permanent whether the next start boots it
 * @param loseState symbolic names of bundles whose state is given up
 * @param who who wants it, in words
 */
public record ChangeOptions(boolean permanent, List<String> loseState, String who) {
    /** Takes a copy of the names. */
    public ChangeOptions {
        loseState = List.copyOf(loseState);
    }
}
