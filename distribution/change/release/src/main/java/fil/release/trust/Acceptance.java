package fil.release.trust;

import fil.release.ReleaseException;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of the archive that a release was unpacked from, as the file {@code releases/NAME/trust} keeps it: whether it is
 * trusted is decided anew each time that it is installed.
 * <pre>
 * signed by owner (0123456789abcdef)
 * sha512 HEX            of its archive
 * key HEX               a line for each key that signed it and was trusted then
 * counter N             of its archive
 * feature HEX           SHA-256 of releases/NAME/NAME.json
 * signature KEY BASE64  a line for each signature that it had; without one, the keys above stand for them
 * </pre>
 *
 * @param why one clause for the operator
 * @param sha512 of the archive; empty if it is not known
 * @param keys the ids of the keys that had signed it
 * @param counter of the archive; 0 if it has none
 * @param feature SHA-256 of the feature file; empty if it is not known
 * @param signatures the id of a key and Base64 each
 */
public record Acceptance(
        String why, String sha512, List<String> keys, long counter, String feature, List<String> signatures) {
    private static final Pattern SHA512 = Pattern.compile("(?m)^sha512 ([0-9a-f]{128})$");
    private static final Pattern KEY = Pattern.compile("(?m)^key ([0-9a-f]{64})$");
    private static final Pattern COUNTER = Pattern.compile("(?m)^counter ([0-9]{1,18})$");
    private static final Pattern FEATURE = Pattern.compile("(?m)^feature ([0-9a-f]{64})$");
    private static final Pattern SIGNATURE = Pattern.compile("(?m)^signature ([0-9a-f]{64} [A-Za-z0-9+/]{86}==)$");

    /** Takes copies. */
    public Acceptance {
        keys = List.copyOf(keys);
        signatures = List.copyOf(signatures);
    }

    /**
     * @param decision the decision over the archive
     * @param feature SHA-256 of the feature file
     * @return what is kept of it
     */
    public static Acceptance of(Decision decision, String feature) {
        return new Acceptance(
                decision.why(), decision.sha512(), decision.keys(), decision.counter(), feature, decision.signatures());
    }

    /**
     * @param file where a release's acceptance is kept
     * @return it; none if the release came with the installation
     * @throws ReleaseException if it cannot be read
     */
    public static Optional<Acceptance> read(Path file) {
        try {
            return Optional.of(parse(SmallFile.text(file, SmallFile.USUAL)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ReleaseException(e.getMessage(), e);
        }
    }

    /**
     * @param text the content of the file
     * @return what it says
     */
    public static Acceptance parse(String text) {
        return new Acceptance(
                text.lines().findFirst().orElse(""),
                first(SHA512, text, ""),
                all(KEY, text),
                Long.parseLong(first(COUNTER, text, "0")),
                first(FEATURE, text, ""),
                all(SIGNATURE, text));
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        return all(pattern, text).stream().findFirst().orElse(otherwise);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** @return the content of the file */
    public String text() {
        StringBuilder text =
                new StringBuilder(why).append("\nsha512 ").append(sha512).append('\n');
        keys.forEach(key -> text.append("key ").append(key).append('\n'));
        text.append("counter ")
                .append(counter)
                .append("\nfeature ")
                .append(feature)
                .append('\n');
        signatures.forEach(each -> text.append("signature ").append(each).append('\n'));
        return text.toString();
    }
}
