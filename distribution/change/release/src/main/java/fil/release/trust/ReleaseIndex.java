package fil.release.trust;

import fil.release.AtomicFile;
import fil.release.Release;
import fil.signals.Reason;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is published in a folder of archives, the file {@value #FILE} in it. What is signed is all of it before the signatures.
 * <pre>
 * fil release index
 * version 7                       greater with each index
 * made 1986-04-26T01:23:45Z
 * expires 1986-07-25T01:23:45Z
 * target SHA-512 LENGTH NAME      a line for each archive
 * signature KEY-ID BASE64         a line for each key that signed it
 * </pre>
 *
 * @param version its counter
 * @param made when
 * @param expires when nobody should believe it any longer
 * @param targets the archives by the names of their files
 * @param signatures a line for each, the id of a key and Base64
 */
record ReleaseIndex(long version, Instant made, Instant expires, Map<String, Target> targets, List<String> signatures) {
    static final String FILE = "releases.index";
    static final int LARGEST = 4 << 20;
    private static final Pattern HEAD = Pattern.compile(
            "fil release index\\nversion ([1-9][0-9]{0,17})\\nmade (\\S{20})\\nexpires (\\S{20})\\n((?:target .*\\n)*)((?:signature .*\\n)*)");
    private static final Pattern TARGET = Pattern.compile("target ([0-9a-f]{128}) ([0-9]{1,18}) ([^/\\p{C}]{1,255})");
    private static final Pattern SIGNATURE = Pattern.compile("signature ([0-9a-f]{64} [A-Za-z0-9+/]{86}==)");

    /**
     * An archive.
     *
     * @param sha512 of the whole file
     * @param length of it
     */
    record Target(String sha512, long length) {}

    /** @throws TrustException says what is wrong with it */
    static ReleaseIndex read(Path file) {
        try {
            return parse(SmallFile.text(file, LARGEST));
        } catch (IOException e) {
            throw new TrustException(e.getMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new TrustException(
                    "the index " + file + " is damaged (" + Release.printable(String.valueOf(e.getMessage()))
                            + "); get it again from where it was published",
                    e);
        }
    }

    private static ReleaseIndex parse(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            throw new IllegalArgumentException("it does not look like one");
        }
        Map<String, Target> targets = new TreeMap<>();
        for (String line : lines(head.group(4))) {
            Matcher target = matching(TARGET, line);
            if (targets.put(target.group(3), new Target(target.group(1), Long.parseLong(target.group(2)))) != null) {
                throw new IllegalArgumentException(target.group(3) + " stands in it twice");
            }
        }
        List<String> signatures = new ArrayList<>();
        for (String line : lines(head.group(5))) {
            signatures.add(matching(SIGNATURE, line).group(1));
        }
        return new ReleaseIndex(
                Long.parseLong(head.group(1)),
                Instant.parse(head.group(2)),
                Instant.parse(head.group(3)),
                targets,
                signatures);
    }

    private static List<String> lines(String part) {
        return part.lines().toList();
    }

    private static Matcher matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the line '" + line + "'");
        }
        return matcher;
    }

    /** What is signed of it. */
    byte[] message() {
        StringBuilder text = new StringBuilder(
                "fil release index\nversion " + version + "\nmade " + made + "\nexpires " + expires + "\n");
        targets.forEach((name, target) -> text.append("target ")
                .append(target.sha512())
                .append(' ')
                .append(target.length())
                .append(' ')
                .append(name)
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes it as a whole or not at all. */
    void write(Path file) {
        StringBuilder text = new StringBuilder(new String(message(), StandardCharsets.UTF_8));
        signatures.forEach(each -> text.append("signature ").append(each).append('\n'));
        try {
            AtomicFile.write(file, text.toString());
        } catch (IOException e) {
            throw new TrustException("the index " + file + " cannot be written: " + Reason.ofFile(e), e);
        }
    }
}
