package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    Path folder;

    private void isRefusedByName(Path file, String why) {
        IOException refused = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(IOException.class, () -> SmallFile.text(file, 100)));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void readsUpToTheLastOctetThatIsAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a".repeat(100));
        assertEquals(100, SmallFile.bytes(file, 100).length);
        Files.writeString(file, "a".repeat(101));
        isRefusedByName(file, "101 bytes");
    }

    @Test
    void hugeFileWithoutContentIsNotRead() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        isRefusedByName(file, "1099511627776 bytes");
    }

    @Test
    void folderIsNoFile() {
        isRefusedByName(folder, "a folder");
    }

    @Test
    void linkToADeviceIsNoFile() throws IOException {
        isRefusedByName(Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero")), "a device or a pipe");
    }

    @Test
    void pipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        isRefusedByName(pipe, "a device or a pipe");
    }

    @Test
    void textMustBeText() throws IOException {
        isRefusedByName(Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xe4}), "UTF-8");
    }

    @Test
    void markBeforeATextIsNoneOfIt() throws IOException {
        Path file = Files.writeString(folder.resolve("marked"), "\uFEFFa\uFEFFb");
        assertEquals("a\uFEFFb", SmallFile.text(file, 100));
        assertEquals(8, SmallFile.bytes(file, 100).length);
    }

    @Test
    void missingFileIsMissing() {
        assertThrows(NoSuchFileException.class, () -> SmallFile.bytes(folder.resolve("none"), 100));
    }

    @Test
    void linkToAFileIsFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "here");
        assertEquals("here", SmallFile.text(Files.createSymbolicLink(folder.resolve("link"), file), 100));
    }

    @Test
    void fileThatSaysItIsEmptyIsReadAllTheSame() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (Files.exists(stat)) {
            assertTrue(SmallFile.bytes(stat, 10_000).length > 10);
        }
    }
}
