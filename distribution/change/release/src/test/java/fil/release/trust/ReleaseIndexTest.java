package fil.release.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseIndexTest {
    private static final Terms OLDER = new Terms(false, true, false, false);
    private static final Terms FETCHED = Terms.STRICT.ofFetched();

    @TempDir
    private Path folder;

    private Path published;
    private Path archive;
    private Path index;
    private Path trusted;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void aFolderOfArchivesThatIsPublished() throws IOException {
        SigningKey.generate(folder.resolve("owner"));
        trusted = Files.createDirectories(folder.resolve("conf/trusted"));
        Files.copy(folder.resolve("owner.pub"), trusted.resolve("owner.pub"));
        published = Files.createDirectory(folder.resolve("published"));
        archive = Files.writeString(published.resolve("fil-1986.b.tar.gz"), "an archive");
        index = published.resolve("releases.index");
        assertEquals(0, publish(), said::toString);
    }

    @Test
    void itSignsTheArchivesAndItsVersionGrows() throws IOException {
        assertEquals(
                "signed by",
                new Trust(trusted, counters()).decide(archive, FETCHED).why().substring(0, 9));
        assertEquals(1, counters().index());
        publish();
        assertEquals(2, ReleaseIndex.read(index).version());
        check(Terms.STRICT, Instant.now());
        assertEquals(2, counters().index());
        assertEquals(1, publish("--counter", "2"));
        assertEquals(0, publish("--counter", "9"));
        assertEquals(9, ReleaseIndex.read(index).version());
    }

    @Test
    void oneThatWentBackIsRefusedAndSoIsARepositoryThatLostIt() throws IOException {
        String first = Files.readString(index);
        publish();
        check(Terms.STRICT, Instant.now());
        Files.writeString(index, first);
        assertRefused("went back: its version is 1, and 2 was seen here", Terms.STRICT);
        assertTrue(check(OLDER, Instant.now()).contains("went back"), "the history keeps it");
        Files.delete(index);
        assertRefused("the repository has no releases.index any more", FETCHED);
        check(Terms.STRICT, Instant.now());
        assertTrue(check(OLDER.ofFetched(), Instant.now()).contains("any more"), "the history keeps it");
    }

    @Test
    void oneThatExpiredIsRefusedAndSoIsAClockThatIsFarOff() {
        Instant later = Instant.now().plus(Duration.ofDays(91));
        TrustException refused = assertThrows(TrustException.class, () -> check(Terms.STRICT, later));
        assertTrue(refused.getMessage().contains("expired at"), refused.getMessage());
        assertTrue(refused.getMessage().contains("the clock here says " + later), refused.getMessage());
        refused = assertThrows(TrustException.class, () -> check(Terms.STRICT, Instant.EPOCH));
        assertTrue(refused.getMessage().contains("set the clock"), refused.getMessage());
        assertTrue(check(OLDER, later).contains("expired"));
        assertEquals("", check(Terms.STRICT.goingBack(), later), "a way back asks nobody");
    }

    @Test
    void anArchiveThatItDoesNotNameOrNamesWithAnotherDigestIsRefused() throws IOException {
        Path other = Files.writeString(published.resolve("fil-1986.c.tar.gz"), "another one");
        assertTrue(assertThrows(TrustException.class, () -> new IndexCheck(keys(), counters(), Instant.now())
                        .outdated(other, ArchiveDigest.sha512(other), Terms.STRICT))
                .getMessage()
                .contains("does not name it"));
        Files.writeString(archive, "an older build");
        Signing.sign(archive, SigningKey.read(folder.resolve("owner.key")));
        assertRefused("another digest", Terms.STRICT);
        assertRefused("another digest", OLDER);
    }

    @Test
    void oneThatNobodyTrustedSignedIsRefused() throws IOException {
        SigningKey.generate(folder.resolve("stranger"));
        Files.delete(trusted.resolve("owner.pub"));
        Files.copy(folder.resolve("stranger.pub"), trusted.resolve("stranger.pub"));
        assertRefused("signed by nobody who is trusted here", OLDER);
    }

    @Test
    void whateverIsInItIsASentence() throws IOException {
        Random random = new Random(Fuzz.seed());
        byte[] good = Files.readAllBytes(index);
        byte[] message = ReleaseIndex.read(index).message();
        for (int round = 0; round < Fuzz.rounds(500); round++) {
            Files.write(index, Fuzz.changed(good, random));
            try {
                check(Terms.STRICT, Instant.now());
                assertEquals(
                        new String(message), new String(ReleaseIndex.read(index).message()));
            } catch (TrustException refused) {
                assertTrue(refused.getMessage().length() < 2_000, refused.getMessage());
            }
        }
    }

    @Test
    void whatCannotBeIndexedIsSaid() throws IOException {
        assertEquals(1, run("repository", "index", folder.resolve("nowhere").toString(), "--key", key()));
        assertSaid("there is no folder");
        assertEquals(1, run("repository", "index", folder.resolve("conf").toString(), "--key", key()));
        assertSaid("there is no archive");
        assertEquals(2, run("repository", "index", published.toString()));
        assertEquals(2, run("repository", "index", published.toString(), "--key"));
        assertEquals(2, run("repository", "index", published.toString(), "--key", key(), "--days", "0"));
        assertEquals(2, run("repository", "lists", published.toString(), "--key", key()));
        Files.writeString(index, "garbage");
        assertEquals(1, publish());
        assertSaid("or say --counter N, greater than any that was published");
        assertEquals(0, publish("--counter", "8"));
        assertEquals(8, ReleaseIndex.read(index).version());
    }

    private void assertSaid(String words) {
        assertTrue(said.toString().contains(words), said::toString);
    }

    private void assertRefused(String why, Terms terms) {
        TrustException refused = assertThrows(TrustException.class, () -> check(terms, Instant.now()));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private String check(Terms terms, Instant now) {
        return new IndexCheck(keys(), counters(), now)
                .outdated(archive, ArchiveDigest.sha512(archive), terms)
                .orElse("");
    }

    private TrustedKeys keys() {
        return TrustedKeys.read(trusted);
    }

    private Counters counters() {
        return new Counters(folder.resolve("releases"));
    }

    private int publish(String... more) {
        List<String> words = new ArrayList<>(List.of("repository", "index", published.toString(), "--key", key()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private String key() {
        return folder.resolve("owner.key").toString();
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(said, true);
        return new SigningTool(stream, stream).run(List.of(arguments));
    }
}
