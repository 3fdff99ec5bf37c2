package fil.release.trust;

/**
 * What somebody accepts of a release that is to be installed.
 *
 * @param unsigned whether it may be one that nobody who is trusted has signed
 * @param older whether it may be older than what was installed here, or than what is published now
 * @param back whether it is a way back: what was installed here before is never refused then
 * @param fetched whether its archive was fetched from the repository
 */
public record Terms(boolean unsigned, boolean older, boolean back, boolean fetched) {
    /** Accepts nothing but what is signed and current. */
    public static final Terms STRICT = new Terms(false, false, false, false);

    /** The flag for what is not signed. */
    public static final String UNSIGNED = "--unsigned";

    /** The flag for what is not current. */
    public static final String OLDER = "--older";

    /** @return the terms of a way back */
    public Terms goingBack() {
        return new Terms(unsigned, older, true, fetched);
    }

    /** @return the terms for an archive that was fetched from the repository */
    public Terms ofFetched() {
        return new Terms(unsigned, older, back, true);
    }
}
