package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedFilesTest {
    @TempDir
    Path cache;

    private CopiedFiles copied;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(cache.resolve("bundle7/data"));
        Files.writeString(cache.resolve("bundle7/data/count"), "1");
        copied = new CopiedFiles(cache);
    }

    @Test
    void whatIsAsItWasIsNoReasonToReturn() throws Exception {
        Files.writeString(cache.resolve("cache.lock"), "");
        copied.requireUnchanged();
    }

    @Test
    void whatABundleHasWrittenMeanwhileIsNotLost() throws IOException {
        Files.writeString(cache.resolve("bundle7/data/count"), "12");
        assertChanged("bundle7/data/count");
    }

    @Test
    void whatHasComeAndWhatHasGoneIsSeen() throws IOException {
        Files.delete(cache.resolve("bundle7/data/count"));
        assertChanged("bundle7/data/count");
        Files.writeString(cache.resolve("bundle7/data/count"), "1");
        copied = new CopiedFiles(cache);
        Files.writeString(cache.resolve("bundle7/new"), "");
        assertChanged("bundle7/new");
    }

    private void assertChanged(String file) {
        String said = assertThrows(StartRefused.class, copied::requireUnchanged).getMessage();
        assertTrue(said.contains(file) && said.contains("try again"), said);
    }
}
