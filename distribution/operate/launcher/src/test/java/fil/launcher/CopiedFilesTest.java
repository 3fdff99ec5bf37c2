package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedFilesTest {
    @TempDir
    Path folder;

    private Path cache;
    private Path copy;
    private Path count;
    private CopiedFiles copied;

    @BeforeEach
    void copy() throws IOException {
        cache = folder.resolve("felix-cache");
        copy = folder.resolve("felix-cache.2");
        count = cache.resolve("bundle7/data/count");
        Files.createDirectories(count.getParent());
        Files.writeString(count, "1");
        Files.writeString(cache.resolve("bundle7/bundle.info"), "7");
        look();
    }

    private void look() throws IOException {
        copied = new CopiedFiles(cache, copy);
        CacheFolder.copy(cache, copy);
    }

    @Test
    void whatIsAsItWasIsNoReasonToReturn() throws Exception {
        Files.writeString(cache.resolve("cache.lock"), "");
        copied.requireUnchanged(id -> false, id -> "acme");
        assertEquals(Set.of(), copied.written());
    }

    @Test
    void bundleThatWritesAllTheTimeIsNamedWithWhatToDo() throws IOException {
        Files.writeString(count, "12");
        assertSays("the bundle acme7 writes all the time", "bundle7/data/count", "felix:stop 7", "bin/fil restart");
    }

    @Test
    void whatHasComeAndWhatHasGoneIsSeen() throws IOException {
        Files.delete(count);
        assertSays("acme7", "bundle7/data/count");
        Files.writeString(count, "1");
        look();
        Files.writeString(cache.resolve("bundle7/new"), "");
        assertSays("bundle7/new", "try again");
        assertEquals(Set.of(), copied.written());
    }

    @Test
    void dataThatWereWrittenNowAndThenAreCopiedAgain() throws Exception {
        Files.writeString(count, "12");
        Files.writeString(copy.resolve("bundle7/data/made"), "by the copy");
        assertEquals(Set.of(7L), copied.written());
        copied.copyData(7);
        assertEquals("12", Files.readString(copy.resolve("bundle7/data/count")));
        assertFalse(Files.exists(copy.resolve("bundle7/data/made")));
        assertTrue(Files.exists(copy.resolve("bundle7/bundle.info")));
        copied.requireUnchanged(id -> false, id -> "acme");
    }

    @Test
    void dataThatAreCopiedWhenTheirBundleHasStoppedMayChangeUntilThen() throws Exception {
        Files.writeString(count, "12");
        copied.requireUnchanged(id -> id == 7, id -> "acme");
        Files.writeString(cache.resolve("bundle7/bundle.info"), "77");
        assertThrows(StartRefused.class, () -> copied.requireUnchanged(id -> id == 7, id -> "acme"));
    }

    private void assertSays(String... words) {
        String said = assertThrows(StartRefused.class, () -> copied.requireUnchanged(id -> false, id -> "acme" + id))
                .getMessage();
        for (String word : words) {
            assertTrue(said.contains(word), said);
        }
    }
}
