package fil.release.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.Problem;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.trust.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
    private static final byte[] ONE = TestRelease.jar("one", "1.0.0");
    private static final byte[] TWO = TestRelease.jar("two", "2.0.0");

    @TempDir
    private Path folder;

    private ReleaseStore store;

    @BeforeEach
    void anInstallation() throws IOException {
        store = new ReleaseStore(Files.createDirectory(folder.resolve("home")));
        unpack(unpacking("1986.a", Map.of("one-1.0.0.jar", ONE)));
    }

    @Test
    void onlyWhatIsNewIsCopied() throws IOException {
        Unpacking unpacking = unpacking("1986.b", Map.of("one-1.0.0.jar", ONE, "two-2.0.0.jar", TWO));
        assertEquals(List.of(), unpacking.problems());
        assertEquals(List.of("two-2.0.0.jar"), unpack(unpacking));
        assertEquals(List.of("1986.a", "1986.b"), store.names());
        assertArrayEquals(TWO, Files.readAllBytes(store.layout().bundles().resolve("two-2.0.0.jar")));
        assertEquals(List.of("1986.a", "1986.b"), namesIn(store.layout().releases()));
    }

    @Test
    void aFileOfAnotherReleaseIsNeverOverwritten() {
        List<Problem> problems = unpacking("1986.b", Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0", "X", "y")))
                .problems();
        assertInstanceOf(Problem.FileTaken.class, problems.get(0));
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        Files.writeString(store.layout().bundles().resolve("one-1.0.0.jar"), "rubbish");
        Unpacking unpacking = unpacking("1986.b", Map.of("one-1.0.0.jar", ONE));
        assertEquals(List.of(), unpacking.problems());
        unpack(unpacking);
        assertArrayEquals(ONE, Files.readAllBytes(store.layout().bundles().resolve("one-1.0.0.jar")));
    }

    @Test
    void allBundlesThatAreMissingOrOthersAreNamed() {
        Map<String, byte[]> promised = new HashMap<>(Map.of("two-2.0.0.jar", TWO, "three-1.0.0.jar", ONE));
        Path archive = new TestTar()
                .file("bundle/two-2.0.0.jar", ONE)
                .file(
                        "releases/1986.b/1986.b.json",
                        TestRelease.feature("1986.b", promised).getBytes())
                .into(folder.resolve("b.tar.gz"));
        List<Problem> problems =
                new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT).problems();
        assertEquals(2, problems.size(), problems.toString());
        assertEquals(List.of("1986.a"), namesIn(store.layout().releases()));
    }

    @Test
    void anUnpackingThatFailsLeavesNothingBehind() throws IOException {
        Unpacking unpacking = unpacking("1986.b", Map.of("two-2.0.0.jar", TWO));
        Files.writeString(store.layout().releases().resolve("1986.b"), "in the way");
        assertThrows(ReleaseException.class, () -> unpack(unpacking));
        assertEquals(List.of("one-1.0.0.jar"), namesIn(store.layout().bundles()));
        assertEquals(List.of("1986.a", "1986.b"), namesIn(store.layout().releases()));
    }

    private Unpacking unpacking(String name, Map<String, byte[]> jars) {
        Path archive = TestTar.release(name, jars).into(folder.resolve(name + ".tar.gz"));
        return new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT);
    }

    private static List<String> unpack(Unpacking unpacking) {
        try (unpacking) {
            unpacking.stage();
            return unpacking.settle();
        }
    }

    private static List<String> namesIn(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
