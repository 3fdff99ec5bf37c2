package fil.release.trust;

import fil.release.ReleaseException;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Why a release was believed when it was unpacked, as the file {@code releases/NAME/trust} keeps it: what was revoked since
 * then is not installed again.
 * <pre>
 * signed by owner (0123456789abcdef)
 * sha512 HEX          of its archive
 * key HEX             a line for each key that signed it and was trusted
 * </pre>
 *
 * @param why one clause for the operator
 * @param sha512 of the archive; empty if it is not known
 * @param keys the ids of the keys that had signed it
 */
public record Acceptance(String why, String sha512, List<String> keys) {
    private static final Pattern SHA512 = Pattern.compile("(?m)^sha512 ([0-9a-f]{128})$");
    private static final Pattern KEY = Pattern.compile("(?m)^key ([0-9a-f]{64})$");

    /** Takes a copy of the keys. */
    public Acceptance {
        keys = List.copyOf(keys);
    }

    /**
     * @param decision the decision over the archive
     * @return what is kept of it
     */
    public static Acceptance of(Decision decision) {
        return new Acceptance(decision.why(), decision.sha512(), decision.keys());
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
                SHA512.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse(""),
                KEY.matcher(text)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList());
    }

    /** @return the content of the file */
    public String text() {
        StringBuilder text =
                new StringBuilder(why).append("\nsha512 ").append(sha512).append('\n');
        keys.forEach(key -> text.append("key ").append(key).append('\n'));
        return text.toString();
    }
}
