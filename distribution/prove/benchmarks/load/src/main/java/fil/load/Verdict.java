package fil.load;

/**
 * What one answer says.
 *
 * @param failure why it is no legal answer; empty = it is one
 * @param release the release it can only come from; empty = it may come from any
 */
record Verdict(String failure, String release) {
    static final Verdict LEGAL = new Verdict("", "");

    static Verdict failed(String why) {
        return new Verdict(why, "");
    }

    static Verdict of(String release) {
        return new Verdict("", release);
    }

    boolean legal() {
        return failure.isEmpty();
    }
}
