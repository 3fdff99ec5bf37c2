package fil.load;

/**
 * What one answer says.
 *
 * @param failure why it is no legal answer; empty = it is one
 * @param release the release it can only come from; empty = it may come from any
 */
record AnswerVerdict(String failure, String release) {
    static final AnswerVerdict LEGAL = new AnswerVerdict("", "");

    static AnswerVerdict failed(String why) {
        return new AnswerVerdict(why, "");
    }

    static AnswerVerdict of(String release) {
        return new AnswerVerdict("", release);
    }

    boolean legal() {
        return failure.isEmpty();
    }
}
