package fil.release.execute;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the disk that is taken before a change and given back to its undo, which so never meets a full disk. */
final class Ballast {
    private final Path file;

    Ballast(Path file) {
        this.file = file;
    }

    /**
     * @param bytes how much
     * @throws Failure if the disk has no room for it
     */
    void take(long bytes) throws Failure {
        byte[] block = new byte[1 << 16];
        // octets that no file system stores as a hole
        java.util.Arrays.fill(block, (byte) 0x5a);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            drop();
            throw new Failure(
                    "the " + bytes + " bytes that an undo might need cannot be had in " + file.getParent(), e, false);
        }
    }

    void drop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
