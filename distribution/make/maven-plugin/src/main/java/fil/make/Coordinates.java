package fil.make;

import java.util.regex.Pattern;

/** What Maven calls an artifact, without its version. */
record Coordinates(String group, String artifact) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");

    /** @return whether a text is so many words, with colons between them */
    static boolean are(String text, int words) {
        String[] parts = text.strip().split(":", -1);
        return parts.length == words
                && Pattern.compile(":").splitAsStream(text.strip()).allMatch(part -> WORD.matcher(part)
                        .matches());
    }

    @Override
    public String toString() {
        return group + ":" + artifact;
    }
}
