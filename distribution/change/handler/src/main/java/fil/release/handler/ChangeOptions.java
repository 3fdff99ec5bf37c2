package fil.release.handler;

import java.util.List;

/**
 * How a release is to be changed.
 *
 * @param permanent whether the next start boots it
 * @param loseState symbolic names of bundles whose state is given up
 * @param unsigned whether it may be a release that nobody who is trusted has signed
 * @param older whether it may be one that is older than what was installed, or than what is published
 * @param who who wants it, in words
 */
public record ChangeOptions(boolean permanent, List<String> loseState, boolean unsigned, boolean older, String who) {
    /** Takes a copy of the names. */
    public ChangeOptions {
        loseState = List.copyOf(loseState);
    }

    /**
     * Of a release that is signed and current, if it is known who is trusted.
     *
     * @param permanent whether the next start boots it
     * @param loseState symbolic names of bundles whose state is given up
     * @param who who wants it, in words
     */
    public ChangeOptions(boolean permanent, List<String> loseState, String who) {
        this(permanent, loseState, false, false, who);
    }
}
