package fil.release.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestJar;
import fil.kit.TestRelease;
import fil.release.ReleaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFactsTest {
    @TempDir
    private Path folder;

    @Test
    void aBundleIsWhatItsManifestSays() throws IOException {
        BundleFacts facts = BundleFacts.of(file(TestRelease.jar("one", "1.2.3", "Fragment-Host", "two")));
        assertEquals("one 1.2.3", facts.toString());
        assertTrue(facts.fragment());
    }

    @Test
    void aManifestThatWouldFillTheMemoryIsNotRead() throws IOException {
        assertRefused(
                file(TestRelease.jar("one", "1.0.0", "X-Large", "0".repeat(2 << 20))), "is larger than 1048576 bytes");
    }

    @Test
    void whatHasNoManifestIsNoBundle() throws IOException {
        assertRefused(file("no zip at all".getBytes()), "is no bundle");
        assertRefused(file(TestJar.of(Map.of()).bytes()), "has no Bundle-SymbolicName");
    }

    private static void assertRefused(Path file, String why) {
        ReleaseException refused = assertThrows(ReleaseException.class, () -> BundleFacts.of(file));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().length() < 2_000, refused.getMessage());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("one.jar"), content);
    }
}
