package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestJar;
import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class CacheRepairTest {
    @TempDir
    private Path home;

    private Path cache;
    private Path jar;
    private Release release;

    @BeforeEach
    void oneBundleIsInTheCache() throws IOException {
        jar = Files.createDirectories(home.resolve("bundle")).resolve("one-1.0.0.jar");
        jar("one", jar);
        release = new Release(
                "1",
                List.of(new ReleaseBundle("g:one:1.0.0", "one", new Version("1.0.0"), 4, Digest.of(jar))),
                Map.of());
        cache = home.resolve("felix-cache");
        entry("bundle7", "fil:one", jar);
    }

    @Test
    void whatIsWellIsLeftAlone() throws IOException {
        assertEquals(List.of(), repair());
    }

    @Test
    void anEmptyInfoIsWrittenAnewAndTheDataStay() throws IOException {
        for (String info : List.of("", "nonsense", "7\n", "8\nfil:one\n32\n4\n1\n0\n", "7\nfil:one\n32\nx\n1\n0\n")) {
            Files.writeString(info(), info);
            assertEquals(
                    List.of("the entry bundle7 of the bundle cache was damaged (bundle.info); one was put back,"
                            + " with its data"),
                    repair());
            assertIsWell();
        }
        Files.delete(info());
        Files.createDirectory(info());
        assertEquals(1, repair().size());
        assertIsWell();
    }

    @Test
    void aJarThatCannotBeReadComesFromTheReleaseAgain() throws IOException {
        Path kept = cache.resolve("bundle7/version3.2/bundle.jar");
        byte[] whole = Files.readAllBytes(kept);
        for (int length : List.of(0, 10, whole.length / 2, whole.length - 1)) {
            Files.write(kept, Arrays.copyOf(whole, length));
            assertEquals(1, repair().size(), "cut to " + length);
            assertIsWell();
        }
        Files.delete(kept);
        Files.createDirectory(kept);
        assertEquals(1, repair().size());
        assertIsWell();
        CacheFolder.delete(cache.resolve("bundle7/version3.2"));
        Files.writeString(info(), "");
        assertEquals(1, repair().size());
        assertFalse(Files.exists(cache.resolve("bundle7")), "nothing says what it was");
    }

    @Test
    void whoseNeitherCodeNorInfoCanBeReadIsKnownByItsNumber() throws IOException {
        Files.writeString(cache.resolve("names"), "17 other\n7 one\n");
        Files.writeString(info(), "");
        Files.write(cache.resolve("bundle7/version3.2/bundle.jar"), new byte[0]);
        assertEquals(
                List.of("the entry bundle7 of the bundle cache was damaged (bundle.info); one was put back,"
                        + " with its data"),
                repair());
        assertIsWell();
        CacheFolder.delete(cache.resolve("bundle7/version3.2"));
        Files.delete(info());
        assertEquals(1, repair().size());
        assertEquals("kept", Files.readString(cache.resolve("bundle7/data/file")));
        assertEquals(List.of(), repair());
    }

    @Test
    void whatTheOperatorBroughtInIsKeptIfItCanBeRead() throws IOException {
        Path own = home.resolve("own.jar");
        jar("own", own);
        entry("bundle9", "file:/own.jar", own);
        Files.writeString(cache.resolve("bundle9/bundle.info"), "");
        assertEquals(
                List.of("the entry bundle9 of the bundle cache was damaged (bundle.info); own, which no release has,"
                        + " was kept"),
                repair());
        assertEquals(List.of(), repair());
        entry("bundle10", "file:/own.jar", own);
        Files.writeString(cache.resolve("bundle10/version3.2/bundle.jar"), "no jar");
        assertEquals(
                List.of("the entry bundle10 of the bundle cache was damaged (bundle.jar) and was removed; install"
                        + " file:/own.jar again"),
                repair());
    }

    @Test
    void aFileWhereAFolderShouldBeGoes() throws IOException {
        Files.writeString(cache.resolve("bundle8"), "a file");
        assertEquals(List.of("the entry bundle8 of the bundle cache was damaged (bundle8) and was removed"), repair());
        Files.writeString(cache.resolve("bundle0"), "a file");
        Files.createDirectory(cache.resolve("cache.lock"));
        assertEquals(
                List.of(
                        "bundle0 of the bundle cache was damaged and was removed",
                        "cache.lock of the bundle cache was damaged and was removed"),
                repair());
        assertIsWell();
        CacheFolder.delete(cache);
        Files.writeString(cache, "a file");
        assertEquals(1, repair().size());
        assertFalse(Files.exists(cache));
    }

    @Test
    void whatTheFrameworkCannotBeginWithIsKeptAsideUnlessItIsACopy() throws Exception {
        Exception reason = new IllegalStateException("it is so");
        CacheRepair ofCopy = new CacheRepair(new ReleaseStore(home), release, new SameJars(), true);
        assertTrue(assertThrows(StartRefused.class, () -> ofCopy.setAside(cache, reason))
                .getMessage()
                .contains("it is so"));
        assertIsWell();
        CacheRepair alone = new CacheRepair(new ReleaseStore(home), release, new SameJars(), false);
        assertTrue(alone.setAside(cache, reason).contains("it is so"));
        assertFalse(Files.exists(cache));
        assertEquals("kept", Files.readString(home.resolve("felix-cache.unusable/bundle7/data/file")));
    }

    @Test
    void aJarWithAnOctetThatIsNotItsOwnIsNotIntact() throws IOException {
        assertTrue(CacheEntry.isIntact(jar));
        byte[] bad = Files.readAllBytes(jar);
        String text = new String(bad, StandardCharsets.ISO_8859_1);
        bad[text.indexOf("the text of the entry")] ^= 1;
        assertFalse(CacheEntry.isIntact(Files.write(home.resolve("bad.jar"), bad)));
    }

    private List<String> repair() throws IOException {
        return new CacheRepair(new ReleaseStore(home), release, new SameJars(), false).repair(cache);
    }

    private void assertIsWell() throws IOException {
        assertEquals(List.of(), repair());
        List<String> info = Files.readAllLines(info());
        assertEquals(List.of("7", "fil:one", "32", "4"), info.subList(0, 4));
        assertEquals("3", info.get(5));
        assertEquals(Digest.of(jar), Digest.of(cache.resolve("bundle7/version3.2/bundle.jar")));
        assertEquals("kept", Files.readString(cache.resolve("bundle7/data/file")));
    }

    private Path info() {
        return cache.resolve("bundle7/bundle.info");
    }

    private void entry(String name, String location, Path code) throws IOException {
        Path folder = Files.createDirectories(cache.resolve(name));
        Path revision = Files.createDirectories(folder.resolve("version3.2"));
        Files.writeString(
                folder.resolve("bundle.info"),
                name.substring("bundle".length()) + "\n" + location + "\n32\n4\n1234567890\n3\n");
        Files.writeString(revision.resolve("revision.location"), "inputstream:\n");
        Files.copy(code, revision.resolve("bundle.jar"));
        Files.writeString(Files.createDirectories(folder.resolve("data")).resolve("file"), "kept");
    }

    private static void jar(String name, Path file) {
        TestJar.bundle(name + ";singleton:=true")
                .unpacked()
                .entry("text", "the text of the entry")
                .into(file);
    }
}
