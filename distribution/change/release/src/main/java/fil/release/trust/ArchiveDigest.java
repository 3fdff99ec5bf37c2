package fil.release.trust;

import fil.signals.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-512 of a whole archive, not knowing what is in it. */
public final class ArchiveDigest {
    private ArchiveDigest() {}

    /** @return a fresh SHA-512 */
    public static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    /**
     * @param archive an archive
     * @return its SHA-512 in lower-case hexadecimal
     */
    public static String sha512(Path archive) {
        MessageDigest digest = sha512();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(archive)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new TrustException("the archive " + archive + " cannot be read: " + Reason.ofFile(e), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
