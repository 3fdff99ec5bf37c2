package fil.health;

/**
 * Something that is not as it was.
 *
 * @param weight how much it says
 * @param bundle whose it is; empty if that cannot be said
 * @param subject what it is about: the same for the same trouble, however it is worded
 * @param sentence for the operator, without an end
 */
public record Finding(Weight weight, String bundle, String subject, String sentence) {
    /** How much a finding says. */
    public enum Weight {
        /** It failed: no waiting helps. */
        FAILED,
        /** It lacks something that nobody brings: a failure as soon as nothing moves any more. */
        STUCK,
        /** Clients wait for it, and nothing shows whether it is on its way: a failure before their patience ends. */
        AWAITED,
        /** It may be on its way. */
        COMING
    }
}
