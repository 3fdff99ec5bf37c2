package fil.release.trust;

import fil.release.Release;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code ARCHIVE.sig} beside an archive, or beside a bundle. What a key signs is a short text with the SHA-512 of the
 * whole file and its counter, so that a signature can stand for nothing else.
 * <pre>
 * sha512 HEX counter N     of the archive; the counter is greater the newer it is, signatures of before have none
 * KEY-ID BASE64            a line for each key that signed it
 * </pre>
 *
 * @param sha512 of the archive that was signed, lower-case hexadecimal
 * @param counter of the archive; 0 if it has none
 * @param octets the signatures by the id of their key
 */
record ArchiveSignature(String sha512, long counter, Map<String, byte[]> octets) {
    private static final String HEADER = "# Ed25519 signatures of a fil release archive\n";
    private static final Pattern DIGEST = Pattern.compile("sha512 ([0-9a-f]{128})(?: counter ([1-9][0-9]{0,17}))?");
    private static final Pattern SIGNATURE = Pattern.compile("([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)");

    static Path file(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".sig");
    }

    static byte[] message(String sha512, long counter) {
        return ("fil release archive\nsha512 " + sha512 + "\n" + (counter == 0 ? "" : "counter " + counter + "\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The one beside a file; none is no error. */
    static Optional<ArchiveSignature> beside(Path archive) {
        Path file = file(archive);
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.empty() : Optional.of(read(file));
    }

    static ArchiveSignature read(Path file) {
        String sha512 = "";
        long counter = 0;
        Map<String, byte[]> octets = new TreeMap<>();
        for (String line : Pem.bounded(file).split("\\R")) {
            Matcher digest = DIGEST.matcher(line);
            Matcher signature = SIGNATURE.matcher(line);
            if (digest.matches() && sha512.isEmpty()) {
                sha512 = digest.group(1);
                counter = digest.group(2) == null ? 0 : Long.parseLong(digest.group(2));
            } else if (signature.matches() && !octets.containsKey(signature.group(1))) {
                octets.put(signature.group(1), decode(file, signature.group(2)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw damaged(file, "the line '" + Release.printable(line) + "'");
            }
        }
        if (sha512.isEmpty()) {
            throw damaged(file, "no line with a sha512");
        }
        return new ArchiveSignature(sha512, counter, octets);
    }

    /** What {@link #lines} gave; lines of another kind are left out. */
    static ArchiveSignature of(String sha512, long counter, List<String> lines) {
        Map<String, byte[]> octets = new TreeMap<>();
        lines.stream()
                .map(SIGNATURE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> octets.put(line.group(1), Base64.getDecoder().decode(line.group(2))));
        return new ArchiveSignature(sha512, counter, octets);
    }

    /** A line for each signature. */
    List<String> lines() {
        return octets.entrySet().stream()
                .map(each -> each.getKey() + " " + Base64.getEncoder().encodeToString(each.getValue()))
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder(HEADER).append("sha512 ").append(sha512);
        text.append(counter == 0 ? "" : " counter " + counter).append('\n');
        lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * The keys that are trusted among those that signed it.
     *
     * @param strangers gets the others, as an operator is told of them
     * @throws TrustException if a trusted key is named and did not sign it
     */
    List<PublicSide> signers(TrustedKeys trusted, List<String> strangers) {
        return signers(octets, message(sha512, counter), trusted, strangers);
    }

    static List<PublicSide> signers(
            Map<String, byte[]> octets, byte[] message, TrustedKeys trusted, List<String> strangers) {
        List<PublicSide> signers = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : octets.entrySet()) {
            Optional<PublicSide> key = trusted.key(one.getKey());
            if (trusted.isRevoked(one.getKey())) {
                strangers.add(one.getKey().substring(0, 16) + " (revoked)");
            } else if (key.isEmpty()) {
                strangers.add(one.getKey().substring(0, 16));
            } else if (key.get().verifies(message, one.getValue())) {
                signers.add(key.get());
            } else {
                throw new TrustException("its signature by " + key.get() + " is forged");
            }
        }
        return signers;
    }

    private static byte[] decode(Path file, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged(file, "a signature that is no Base64");
        }
    }

    private static TrustException damaged(Path file, String has) {
        return new TrustException("the signature " + file + " is damaged: it has " + has
                + "; get it again from where the archive was published");
    }
}
