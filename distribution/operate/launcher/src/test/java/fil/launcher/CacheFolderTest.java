package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    Path temp;

    @Test
    void copiesAllButTheLock() throws IOException {
        Path cache = Files.createDirectories(temp.resolve("cache/bundle1/data"));
        Files.writeString(cache.resolve("state"), "kept");
        Files.createFile(temp.resolve("cache/cache.lock"));
        CacheFolder.copy(temp.resolve("cache"), temp.resolve("copy"));
        assertEquals("kept", Files.readString(temp.resolve("copy/bundle1/data/state")));
        assertFalse(Files.exists(temp.resolve("copy/cache.lock")));
    }

    /** As the data of a bundle that runs. */
    @Test
    void filesAndFoldersComeAndGoWhileItIsCopied() throws IOException {
        Path cache = Files.createDirectories(temp.resolve("cache"));
        Files.writeString(cache.resolve("stays"), "kept");
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(cache, ended));
        try {
            for (int i = 0; i < 300; i++) {
                CacheFolder.copy(cache, temp.resolve("copy"));
                assertEquals("kept", Files.readString(temp.resolve("copy/stays")));
            }
        } finally {
            ended.set(true);
            others.join();
        }
    }

    private static void comeAndGo(Path cache, AtomicBoolean ended) {
        try {
            while (!ended.get()) {
                for (int i = 0; i < 20; i++) {
                    Files.writeString(
                            Files.createDirectory(cache.resolve("folder" + i)).resolve("file"), "short");
                }
                for (int i = 0; i < 20; i++) {
                    CacheFolder.delete(cache.resolve("folder" + i));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
