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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    private static final String FEATURE = "0".repeat(64);
    private static final Terms UNSIGNED = new Terms(true, false, false, false);

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
        Decision decision = new Trust(trusted, new Counters(folder)).decide(archive, Terms.STRICT);
        assertFalse(decision.verified());
        assertTrue(decision.why().startsWith("not verified"), decision.why());
    }

    @Test
    void anArchiveSignedByATrustedKeyMayBeUnpacked() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Decision decision = new Trust(trusted, new Counters(folder)).decide(archive, Terms.STRICT);
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
        assertTrue(new Trust(trusted, new Counters(folder))
                .decide(archive, Terms.STRICT)
                .verified());
        Signing.sign(archive, key("new"));
        Files.delete(trusted.resolve("old.pub"));
        assertEquals(
                "signed by " + key("new").shown(),
                new Trust(trusted, new Counters(folder))
                        .decide(archive, Terms.STRICT)
                        .why());
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
        Acceptance accepted = unpacked();
        Path revoked = Files.writeString(trusted.resolve("revoked"), key("old").id());
        assertTrue(installed(accepted, false, Terms.STRICT).verified());
        Files.writeString(revoked, key("old").id() + "\n" + key("new").id());
        assertThrows(TrustException.class, () -> installed(accepted, false, Terms.STRICT));
        assertThrows(
                TrustException.class, () -> installed(accepted, false, UNSIGNED), "no flag takes what was revoked");
        Files.writeString(revoked, ArchiveDigest.sha512(archive));
        assertThrows(TrustException.class, () -> installed(accepted, false, UNSIGNED));
        assertFalse(installed(accepted, true, Terms.STRICT).why().isEmpty(), "a way back is never refused");
    }

    @Test
    void whatWasUnpackedIsDecidedAnewWhenItIsInstalled() throws IOException {
        Acceptance unsigned = unpacked();
        assertFalse(installed(unsigned, false, Terms.STRICT).verified(), "nobody said whom to trust");
        SigningKey key = generated("releases");
        Signing.sign(archive, key);
        Acceptance signed = unpacked();
        trustKey("releases");
        TrustException refused = assertThrows(TrustException.class, () -> installed(unsigned, false, Terms.STRICT));
        assertTrue(refused.getMessage().contains("unpacked without a signature"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--unsigned"), refused.getMessage());
        assertEquals(List.of("--unsigned"), installed(unsigned, false, UNSIGNED).waived());
        assertTrue(installed(signed, false, Terms.STRICT).verified(), "its signature was kept");
        Files.move(trusted.resolve("releases.pub"), folder.resolve("taken-away.pub"));
        assertThrows(TrustException.class, () -> installed(signed, false, Terms.STRICT));
    }

    @Test
    void whatWasUnpackedByAFilOfBeforeHasTheKeysThatSignedIt() throws IOException {
        trust("releases");
        Acceptance before = Acceptance.parse(
                "signed\nsha512 " + "0".repeat(128) + "\nkey " + key("releases").id() + "\n");
        assertTrue(installed(before, false, Terms.STRICT).verified());
        Files.delete(trusted.resolve("releases.pub"));
        TrustException refused = assertThrows(TrustException.class, () -> installed(before, false, Terms.STRICT));
        assertTrue(refused.getMessage().contains("the key that signed it is no longer in"), refused.getMessage());
    }

    @Test
    void aFeatureThatWasChangedSinceIsNotWhatWasSigned() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        Acceptance accepted = unpacked();
        TrustException refused = assertThrows(TrustException.class, () -> trust().decide(
                        "1986.b", "1".repeat(64), Optional.of(accepted), false, Terms.STRICT));
        assertTrue(refused.getMessage().contains("are not those of the archive"), refused.getMessage());
    }

    @Test
    void whatIsOlderThanWhatWasInstalledNeedsAFlagAndCountersOnlyGrow() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"), OptionalLong.of(7));
        Decision seven = decided();
        assertEquals(7, seven.counter());
        new Counters(folder).installed(7);
        new Counters(folder).installed(3);
        assertEquals(
                List.of(), guard().requireCurrent("it", seven, Terms.STRICT).waived());
        Signing.sign(archive, key("releases"), OptionalLong.of(6));
        Decision six = decided();
        TrustException refused =
                assertThrows(TrustException.class, () -> guard().requireCurrent("it", six, Terms.STRICT));
        assertTrue(refused.getMessage().contains("its counter is 6, and 7 was installed here"), refused.getMessage());
        assertEquals(
                List.of("--older"),
                guard().requireCurrent("it", six, new Terms(false, true, false, false))
                        .waived());
        assertEquals(
                List.of(),
                guard().requireCurrent("it", six, Terms.STRICT.goingBack()).waived());
    }

    @Test
    void theCounterIsSignedToo() throws IOException {
        trust("releases");
        Path file = Signing.sign(archive, key("releases"), OptionalLong.of(6));
        Files.writeString(file, Files.readString(file).replace("counter 6", "counter 7"));
        assertRefused("is forged");
        Files.writeString(file, Files.readString(file).replace(" counter 7", ""));
        assertRefused("is forged");
    }

    @Test
    void aSignatureOfBeforeHasNoCounterAndIsOlderThanAnyThatHas() throws IOException {
        trust("releases");
        String sha512 = ArchiveDigest.sha512(archive);
        byte[] octets = key("releases").sign(ArchiveSignature.message(sha512, 0));
        String text = new ArchiveSignature(sha512, 0, Map.of(key("releases").id(), octets)).text();
        assertFalse(text.contains("counter"), text);
        Files.writeString(ArchiveSignature.file(archive), text);
        Decision decision = decided();
        assertTrue(decision.verified());
        assertEquals(decision, guard().requireCurrent("it", decision, Terms.STRICT), "no counter was seen");
        new Counters(folder).installed(1);
        assertThrows(TrustException.class, () -> guard().requireCurrent("it", decision, Terms.STRICT));
    }

    @Test
    void countersThatCannotBeReadRefuseAndTheFlagGoesOn() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"));
        for (String garbage : List.of("", "release=", "release=-1\nindex=0", "\\u00", "release=1e9")) {
            Files.writeString(folder.resolve("counters.properties"), garbage);
            Decision decision = decided();
            TrustException refused =
                    assertThrows(TrustException.class, () -> guard().requireCurrent("it", decision, Terms.STRICT));
            assertTrue(refused.getMessage().contains("delete it to begin anew"), refused.getMessage());
            assertTrue(guard().requireCurrent("it", decision, new Terms(false, true, false, false))
                    .verified());
            assertTrue(guard().requireCurrent("it", decision, Terms.STRICT.goingBack())
                    .verified());
        }
    }

    @Test
    void anOlderBuildDoesNotTakeThePlaceOfANewerOneOfItsName() throws IOException {
        trust("releases");
        Signing.sign(archive, key("releases"), OptionalLong.of(7));
        Acceptance here = unpacked();
        Signing.sign(archive, key("releases"), OptionalLong.of(6));
        Decision six = decided();
        assertThrows(TrustException.class, () -> guard().requireNewerBuild(
                        "1986.b", six, Optional.of(here), false, Terms.STRICT));
        assertThrows(
                TrustException.class,
                () -> guard().requireNewerBuild("1986.b", six, Optional.empty(), true, Terms.STRICT),
                "a bundle goes down");
        assertEquals(six, guard().requireNewerBuild("1986.b", six, Optional.empty(), false, Terms.STRICT));
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
                new Trust(trusted, new Counters(folder)).decide(archive, Terms.STRICT);
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
        TrustException refused = assertThrows(
                TrustException.class, () -> new Trust(trusted, new Counters(folder)).decide(archive, Terms.STRICT));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private DowngradeGuard guard() {
        return new DowngradeGuard(new Counters(folder));
    }

    private Trust trust() {
        return new Trust(trusted, new Counters(folder));
    }

    private Decision decided() {
        return trust().decide(archive, Terms.STRICT);
    }

    private Acceptance unpacked() {
        return Acceptance.parse(Acceptance.of(decided(), FEATURE).text());
    }

    private Decision installed(Acceptance accepted, boolean wasHere, Terms terms) {
        return trust().decide("1986.b", FEATURE, Optional.of(accepted), wasHere, terms);
    }

    private void trust(String name) throws IOException {
        generated(name);
        trustKey(name);
    }

    private void trustKey(String name) throws IOException {
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
