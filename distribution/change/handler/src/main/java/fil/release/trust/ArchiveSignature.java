package fil.release.trust;

import fil.release.Release;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code ARCHIVE.sig} beside an archive. What a key signs is a short text with the SHA-512 of the whole archive, so
 * that a signature can stand for nothing else.
 * <pre>
 * sha512 HEX          of the archive
 * KEY-ID BASE64       a line for each key that signed it
 * </pre>
 *
 * @param sha512 of the archive that was signed, lower-case hexadecimal
 * @param octets the signatures by the id of their key
 */
record ArchiveSignature(String sha512, Map<String, byte[]> octets) {
    private static final String HEADER = "# Ed25519 signatures of a fil release archive\n";
    private static final Pattern DIGEST = Pattern.compile("sha512 ([0-9a-f]{128})");
    private static final Pattern SIGNATURE = Pattern.compile("([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)");

    static Path file(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".sig");
    }

    static byte[] message(String sha512) {
        return ("fil release archive\nsha512 " + sha512 + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static ArchiveSignature read(Path file) {
        String sha512 = "";
        Map<String, byte[]> octets = new TreeMap<>();
        for (String line : Pem.bounded(file).split("\\R")) {
            Matcher digest = DIGEST.matcher(line);
            Matcher signature = SIGNATURE.matcher(line);
            if (digest.matches() && sha512.isEmpty()) {
                sha512 = digest.group(1);
            } else if (signature.matches() && !octets.containsKey(signature.group(1))) {
                octets.put(signature.group(1), decode(file, signature.group(2)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw damaged(file, "the line '" + Release.printable(line) + "'");
            }
        }
        if (sha512.isEmpty()) {
            throw damaged(file, "no line with a sha512");
        }
        return new ArchiveSignature(sha512, octets);
    }

    String text() {
        StringBuilder text =
                new StringBuilder(HEADER).append("sha512 ").append(sha512).append('\n');
        octets.forEach((keyId, signature) -> text.append(keyId)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(signature))
                .append('\n'));
        return text.toString();
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
