package fil.release.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.Problem;
import fil.release.ReleaseStore;
import fil.release.trust.Signing;
import fil.release.trust.SigningKey;
import fil.release.trust.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedUnpackingTest {
    @TempDir
    private Path folder;

    private ReleaseStore store;
    private Path archive;
    private SigningKey key;

    @BeforeEach
    void anInstallationThatTrustsAKey() throws IOException {
        store = new ReleaseStore(Files.createDirectory(folder.resolve("home")));
        key = SigningKey.generate(folder.resolve("releases"));
        Path trusted = Files.createDirectories(store.layout().home().resolve("conf/trusted"));
        Files.copy(folder.resolve("releases.pub"), trusted.resolve("releases.pub"));
        Path place = Files.createDirectories(store.layout().releases().resolve("1986.b"));
        archive = TestTar.release("1986.b", Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0")))
                .into(place.resolve("fil.tar.gz"));
    }

    @Test
    void theSignatureLiesBesideTheArchiveWhereTheOperatorPutsIt() {
        assertEquals(
                store.layout().releases().resolve("1986.b/fil.tar.gz.sig").toString(),
                Signing.sign(archive, key).toString());
        try (Unpacking unpacking = unpacking()) {
            assertTrue(unpacking.decision().verified());
            unpacking.stage();
            unpacking.settle();
        }
        assertEquals("1986.b", store.names().get(0));
    }

    @Test
    void anUnsignedArchiveLeavesNothingBehind() throws IOException {
        assertUntrusted("is not signed");
    }

    @Test
    void aChangedArchiveIsNotEvenParsed() throws IOException {
        Signing.sign(archive, key);
        Files.writeString(archive, "not even a gzip file");
        assertUntrusted("its bytes were changed");
    }

    private void assertUntrusted(String why) throws IOException {
        RefusedException refused = assertThrows(RefusedException.class, this::unpacking);
        assertInstanceOf(Problem.NotTrusted.class, refused.problem());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertEquals("the archive " + archive.getFileName(), refused.subject());
        try (Stream<Path> all = Files.walk(store.layout().home())) {
            assertEquals(
                    0,
                    all.filter(path -> path.toString().matches(".*\\.(jar|json)"))
                            .count());
        }
    }

    private Unpacking unpacking() {
        return new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT);
    }
}
