package fil.release.trust;

import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text armour of RFC 7468: one block with a label around Base64. */
final class Pem {
    private static final int LARGEST = 16_384;
    /** The byte order mark that some editors write, as Latin-1 has it. */
    private static final String MARK = "\u00EF\u00BB\u00BF";

    private static final Pattern BLOCK =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----\\R([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    private Pem() {}

    static String write(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    static byte[] read(Path file, String label) {
        Matcher block = BLOCK.matcher(bounded(file));
        if (!block.matches() || !block.group(1).equals(label)) {
            throw new TrustException(file + " is no PEM file with one " + label + "; make a pair with "
                    + SystemName.PROGRAM + " keygen");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new TrustException(file + " is damaged: " + e.getMessage() + "; copy it again", e);
        }
    }

    /** A text file that is read no further than any key or signature goes. */
    static String bounded(Path file) {
        try {
            String text = new String(SmallFile.bytes(file, LARGEST), StandardCharsets.ISO_8859_1);
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (NoSuchFileException e) {
            throw new TrustException(file + " cannot be read: it is not there", e);
        } catch (IOException e) {
            throw new TrustException(e.getMessage(), e);
        }
    }
}
