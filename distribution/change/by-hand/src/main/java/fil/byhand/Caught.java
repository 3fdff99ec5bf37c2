package fil.byhand;

/**
 * A bundle in the net.
 *
 * @param old what brings it back
 * @param judge looks at the system that it was replaced in
 */
record Caught(SavedBundle old, HandChangeJudge judge) implements AutoCloseable {
    @Override
    public void close() {
        judge.close();
    }
}
