package fil.soak;

/**
 * How a command ended.
 *
 * @param command what was typed
 * @param code its exit code
 * @param output all it printed
 */
record Ended(String command, int code, String output) {
    Ended with(int... expected) {
        for (int one : expected) {
            if (code == one) {
                return this;
            }
        }
        throw new Broken("unexpected end of " + this);
    }

    @Override
    public String toString() {
        return command + " -> " + code + "\n" + output.strip();
    }
}
