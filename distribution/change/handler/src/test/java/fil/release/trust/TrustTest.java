package fil.release.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    private Path folder;

    private Path archive;
    private Path trusted;

    @BeforeEach
    void anArchive() throws IOException {
        archive = Files.writeString(folder.resolve("fil-1986.b.tar.gz"), "the bytes of an archive");
        trusted = folder.resolve("conf/trusted");
    }

    @Test
    void anyArchiveMayBeUnpackedWhereNobodySaidWhomToTrust() {
        Decision decision = new Trust(trusted).decide(archive);
        assertFalse(decision.verified());
        assertTrue(decision.why().startsWith("not verified"), decision.why());
    }

    @Test
    void anArchiveSignedByATrustedKeyMayBeUnpacked() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Decision decision = new Trust(trusted).decide(archive);
        assertTrue(decision.verified());
        assertEquals("signed by " + key("releases").shown(), decision.why());
        assertEquals(ArchiveDigest.sha512(archive), decision.sha512());
    }

    @Test
    void anUnsignedArchiveIsRefused() throws IOException {
        trust("releases");
        assertRefused("it is not signed: there is no fil-1986.b.tar.gz.sig beside it");
    }

    @Test
    void anArchiveSignedByAStrangerIsRefused() throws IOException {
        trust("releases");
        Signing.sign(archive, generated("stranger"));
        assertRefused("signed by nobody who is trusted here, only by ["
                + key("stranger").id().substring(0, 16) + "]");
    }

    @Test
    void everyChangedByteIsSeen() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        byte[] content = Files.readAllBytes(archive);
        for (int i = 0; i < content.length; i++) {
            byte[] changed = content.clone();
            changed[i] ^= 1;
            Files.write(archive, changed);
            assertRefused("its bytes were changed");
        }
    }

    @Test
    void aSignatureForOtherBytesUnderATrustedNameIsRefused() throws IOException {
        trust("releases");
        Path file = Signing.sign(archive, key("releases"));
        String id = key("releases").id();
        String foreign = ArchiveSignature.read(Signing.sign(archive, generated("stranger")))
                .text()
                .replaceAll("(?m)^" + id + ".*\\n", "");
        Files.writeString(file, foreign.replace(key("stranger").id(), id));
        assertRefused("is forged");
    }

    @Test
    void aChangedDigestInTheSignatureFileMakesItForged() throws IOException {
        trust("releases");
        Path file = Signing.sign(archive, key("releases"));
        String signed = ArchiveDigest.sha512(archive);
        Files.writeString(archive, "other bytes");
        Files.writeString(file, Files.readString(file).replace(signed, ArchiveDigest.sha512(archive)));
        assertRefused("is forged");
    }

    @Test
    void keysAreRotatedByTrustingAndSigningWithBothForAWhile() throws IOException {
        trust("old");
        trust("new");
        Signing.sign(archive, key("old"));
        assertTrue(new Trust(trusted).decide(archive).verified());
        Signing.sign(archive, key("new"));
        Files.delete(trusted.resolve("old.pub"));
        assertEquals(
                "signed by " + key("new").shown(),
                new Trust(trusted).decide(archive).why());
    }

    @Test
    void aRevokedKeyIsRefusedEvenWhileItsFileIsStillThere() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Files.writeString(
                trusted.resolve("revoked"), "# stolen\n" + key("releases").id() + " # 1986-04-26\n");
        assertRefused("(revoked)");
    }

    @Test
    void aRevokedArchiveIsRefusedThoughItsKeyIsTrusted() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Files.writeString(trusted.resolve("revoked"), ArchiveDigest.sha512(archive));
        assertRefused("it is listed in");
    }

    @Test
    void withoutKeysButWithAListOfRevokedOnesNobodyIsTrusted() throws IOException {
        Files.createDirectories(trusted);
        Files.writeString(trusted.resolve("revoked"), "");
        assertRefused("it is not signed");
    }

    @Test
    void aFolderWithoutKeysTrustsNobody() throws IOException {
        Files.createDirectories(trusted);
        assertRefused("it is not signed");
    }

    @Test
    void aKeyUnderAWrongNameIsSaidRatherThanOverlooked() throws IOException {
        trust("releases");
        Files.move(trusted.resolve("releases.pub"), trusted.resolve("releases.pem"));
        assertRefused("releases.pem is neither a public key, NAME.pub, nor the list 'revoked'");
    }

    @Test
    void whatWasAcceptedIsRefusedOnceItsArchiveOrEachOfItsKeysIsRevoked() throws IOException {
        trust("old");
        trust("new");
        Signing.sign(archive, key("old"));
        Signing.sign(archive, key("new"));
        Acceptance accepted = Acceptance.parse(
                Acceptance.of(new Trust(trusted).decide(archive)).text());
        Path revoked = Files.writeString(trusted.resolve("revoked"), key("old").id());
        new Trust(trusted).requireNotRevoked("1986.b", accepted);
        Files.writeString(revoked, key("old").id() + "\n" + key("new").id());
        assertThrows(TrustException.class, () -> new Trust(trusted).requireNotRevoked("1986.b", accepted));
        Files.writeString(revoked, ArchiveDigest.sha512(archive));
        assertThrows(TrustException.class, () -> new Trust(trusted).requireNotRevoked("1986.b", accepted));
    }

    @Test
    void whatCannotBeReadRefusesRatherThanTrusts() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Files.writeString(
                trusted.resolve("broken.pub"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        assertRefused("broken.pub is no public key");
        Files.delete(trusted.resolve("broken.pub"));
        Files.writeString(trusted.resolve("revoked"), "everybody");
        assertRefused("the line 'everybody'");
        Files.delete(trusted.resolve("revoked"));
        Files.createSymbolicLink(trusted.resolve("revoked"), folder.resolve("nowhere"));
        assertRefused("cannot be read");
    }

    @Test
    void noSignatureFileMakesAnythingButADecision() throws IOException {
        trust("releases");
        Path file = Signing.sign(archive, key("releases"));
        byte[] good = Files.readAllBytes(file);
        String id = key("releases").id();
        byte[] signature = ArchiveSignature.read(file).octets().get(id);
        Random random = new Random(1986);
        for (int round = 0; round < 2_000; round++) {
            Files.write(file, mutated(good, random));
            try {
                new Trust(trusted).decide(archive);
                assertArrayEquals(
                        signature, ArchiveSignature.read(file).octets().get(id));
            } catch (TrustException refused) {
                assertTrue(refused.getMessage().length() < 1_000, refused.getMessage());
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
    }

    private void assertRefused(String why) {
        TrustException refused = assertThrows(TrustException.class, () -> new Trust(trusted).decide(archive));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private void trust(String name) throws IOException {
        generated(name);
        Files.createDirectories(trusted);
        Files.copy(folder.resolve(name + ".pub"), trusted.resolve(name + ".pub"));
    }

    private SigningKey generated(String name) {
        return SigningKey.generate(folder.resolve(name));
    }

    private SigningKey key(String name) {
        return SigningKey.read(folder.resolve(name + ".key"));
    }
}
