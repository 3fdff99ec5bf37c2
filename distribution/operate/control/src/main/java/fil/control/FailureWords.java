package fil.control;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of others, and the interactive shell, print an exception as it is: here it gets its words. */
final class FailureWords extends FilterOutputStream {
    private static final String COLOURS = "((?:\\x1B\\[[\\d;]*m)*)";

    /** One line that is nothing but a failure, perhaps behind the name of the command: as println writes it. */
    private static final Pattern FAILURE = Pattern.compile(
            COLOURS + "([\\w:-]+: )?(?:[a-z_]\\w*\\.)+(?:\\w+\\$)*((?=[A-Z])\\w*(?:Exception|Error))(?:: (.*?))?"
                    + COLOURS + "(\\r?\\n)?",
            Pattern.DOTALL);

    FailureWords(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        String words = in(text);
        if (words.equals(text)) {
            out.write(bytes, from, length);
        } else {
            out.write(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @return the text; if it is the name of an exception and its message, what {@link CommandFailure} says of it */
    static String in(String text) {
        Matcher failure = FAILURE.matcher(text);
        if (!failure.matches()) {
            return text;
        }
        return failure.group(1)
                + (failure.group(2) == null ? "" : failure.group(2))
                + CommandFailure.of(failure.group(3), failure.group(4))
                + failure.group(5)
                + (failure.group(6) == null ? "" : failure.group(6));
    }
}
