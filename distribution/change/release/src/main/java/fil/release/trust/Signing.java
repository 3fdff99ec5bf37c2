package fil.release.trust;

import fil.release.AtomicFile;
import fil.signals.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Signs archives and bundles. */
public final class Signing {
    private Signing() {}

    /**
     * Signs with a counter that is the time, in seconds, unless the same bytes have one already.
     *
     * @param archive the archive
     * @param key the key
     * @return the file with the signature, beside the archive
     */
    public static Path sign(Path archive, SigningKey key) {
        return sign(archive, key, OptionalLong.empty());
    }

    /**
     * Signs an archive. What other keys signed of the same bytes and counter is kept, so that an archive can carry the old
     * key and the new one while keys are changed; what was signed of others is dropped.
     *
     * @param archive the archive
     * @param key the key
     * @param wanted its counter, if it is not to be the time or what it was
     * @return the file with the signature, beside the archive
     */
    public static Path sign(Path archive, SigningKey key, OptionalLong wanted) {
        String sha512 = ArchiveDigest.sha512(archive);
        Optional<ArchiveSignature> before = ArchiveSignature.beside(archive)
                .filter(signed -> signed.sha512().equals(sha512));
        long counter = wanted.orElseGet(
                () -> before.map(ArchiveSignature::counter).orElseGet(() -> System.currentTimeMillis() / 1000));
        Map<String, byte[]> octets = new TreeMap<>();
        before.filter(signed -> signed.counter() == counter).ifPresent(signed -> octets.putAll(signed.octets()));
        octets.put(key.id(), key.sign(ArchiveSignature.message(sha512, counter)));
        Path file = ArchiveSignature.file(archive);
        try {
            AtomicFile.write(file, new ArchiveSignature(sha512, counter, octets).text());
            return file;
        } catch (IOException e) {
            throw new TrustException("the signature " + file + " cannot be written: " + Reason.ofFile(e), e);
        }
    }
}
