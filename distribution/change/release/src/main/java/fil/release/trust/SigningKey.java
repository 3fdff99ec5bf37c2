package fil.release.trust;

import fil.signals.Reason;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;

/** The half of a key that signs: a file {@code NAME.key} (PKCS#8 PEM, mode 0600) beside {@code NAME.pub} (X.509 PEM). */
public final class SigningKey {
    private static final String LABEL = "PRIVATE KEY";

    private final PrivateKey key;
    private final PublicSide publicSide;

    private SigningKey(PrivateKey key, PublicSide publicSide) {
        this.key = key;
        this.publicSide = publicSide;
    }

    /**
     * Makes a pair of keys and writes both files; an existing file is never overwritten.
     *
     * @param name path of the files without {@code .key} and {@code .pub}
     * @return the key
     */
    public static SigningKey generate(Path name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(PublicSide.ALGORITHM).generateKeyPair();
            create(keyFile(name), Pem.write(LABEL, pair.getPrivate().getEncoded()), "rw-------");
            create(
                    publicFile(name),
                    Pem.write(PublicSide.LABEL, pair.getPublic().getEncoded()),
                    "rw-r--r--");
            return new SigningKey(
                    pair.getPrivate(), PublicSide.of(name.getFileName().toString(), pair.getPublic()));
        } catch (FileAlreadyExistsException e) {
            throw new TrustException(e.getFile() + " is already there and is kept; name another file for the key", e);
        } catch (IOException e) {
            throw new TrustException("the key " + keyFile(name) + " cannot be written: " + Reason.ofFile(e), e);
        } catch (GeneralSecurityException e) {
            throw new TrustException("this Java has no Ed25519: " + e, e);
        }
    }

    /**
     * @param file a file that {@link #generate} or {@code openssl genpkey -algorithm ed25519} wrote
     * @return the key in it
     */
    public static SigningKey read(Path file) {
        requireOwnersAlone(file);
        byte[] content = Pem.read(file, LABEL);
        try {
            KeyFactory factory = KeyFactory.getInstance(PublicSide.ALGORITHM);
            PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(content));
            return new SigningKey(key, PublicSide.of(name(file), publicKey(key)));
        } catch (GeneralSecurityException e) {
            throw new TrustException(
                    file + " is no private key for Ed25519; make a pair with " + SystemName.PROGRAM + " keygen", e);
        }
    }

    /** @return its name and the first digits of its id, as a verifier shows them too */
    public String shown() {
        return publicSide.toString();
    }

    String id() {
        return publicSide.id();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(PublicSide.ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new TrustException("the key " + shown() + " cannot sign: " + e.getMessage(), e);
        }
    }

    static Path keyFile(Path name) {
        return name.resolveSibling(name.getFileName() + ".key");
    }

    static Path publicFile(Path name) {
        return name.resolveSibling(name.getFileName() + ".pub");
    }

    /** A private key holds its seed only; a generator that is fed this seed makes the pair again. */
    private static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance(PublicSide.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
        return generator.generateKeyPair().getPublic();
    }

    private static void create(Path file, String text, String mode) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static void requireOwnersAlone(Path file) {
        try {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            if (mode.stream().anyMatch(allowed -> !allowed.name().startsWith("OWNER"))) {
                throw new TrustException("others may read the private key " + file + "; say chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new TrustException("the key " + file + " cannot be read: " + Reason.ofFile(e), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.key$", "");
    }

    /** Gives the same octets to whoever asks for random ones. */
    private static final class Replayed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] octets;

        Replayed(byte[] octets) {
            this.octets = octets.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(octets, 0, target, 0, target.length);
        }
    }
}
