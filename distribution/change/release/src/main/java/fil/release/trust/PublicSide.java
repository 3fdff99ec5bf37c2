package fil.release.trust;

import fil.release.Digest;
import fil.signals.SystemName;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * The half of a key that verifies.
 *
 * @param name who it belongs to: the name of its file without {@code .pub}
 * @param id SHA-256 of the key as X.509 encodes it, lower-case hexadecimal
 * @param key the key
 */
record PublicSide(String name, String id, PublicKey key) {
    static final String ALGORITHM = "Ed25519";
    static final String LABEL = "PUBLIC KEY";

    static PublicSide of(String name, PublicKey key) {
        return new PublicSide(name, HexFormat.of().formatHex(Digest.sha256().digest(key.getEncoded())), key);
    }

    static PublicSide read(Path file) {
        byte[] content = Pem.read(file, LABEL);
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(content));
            return of(file.getFileName().toString().replaceFirst("\\.pub$", ""), key);
        } catch (GeneralSecurityException e) {
            throw new TrustException(
                    file + " is no public key for Ed25519; make a pair with " + SystemName.PROGRAM + " keygen", e);
        }
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name + " (" + id.substring(0, 16) + ")";
    }
}
