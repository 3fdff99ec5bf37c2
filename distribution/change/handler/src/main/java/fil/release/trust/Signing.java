package fil.release.trust;

import fil.release.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Signs archives. */
public final class Signing {
    private Signing() {}

    /**
     * Signs an archive. What other keys signed of the same bytes is kept, so that an archive can carry the old key and the
     * new one while keys are changed; what was signed of other bytes is dropped.
     *
     * @param archive the archive
     * @param key the key
     * @return the file with the signature, beside the archive
     */
    public static Path sign(Path archive, SigningKey key) {
        String sha512 = ArchiveDigest.sha512(archive);
        Path file = ArchiveSignature.file(archive);
        Map<String, byte[]> octets = new TreeMap<>();
        if (Files.exists(file) && ArchiveSignature.read(file).sha512().equals(sha512)) {
            octets.putAll(ArchiveSignature.read(file).octets());
        }
        octets.put(key.id(), key.sign(ArchiveSignature.message(sha512)));
        try {
            AtomicFile.write(file, new ArchiveSignature(sha512, octets).text());
            return file;
        } catch (IOException e) {
            throw new TrustException("the signature " + file + " cannot be written: " + e, e);
        }
    }
}
