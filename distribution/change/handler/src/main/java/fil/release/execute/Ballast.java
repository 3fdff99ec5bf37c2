package fil.release.execute;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room on the disk that is taken before a change and given back to its undo, each step of it as much as it writes and not
 * before, so that nobody else can take it meanwhile: an undo never meets a full disk.
 */
final class Ballast {
    /** What a step writes besides code: a few blocks for small files. */
    private static final long SMALL = 1 << 14;

    private static final long MARGIN = 1 << 20;
    private final Path file;

    Ballast(Path file) {
        this.file = file;
    }

    /**
     * @param bytes of code that the undo would write
     * @throws Failure if the disk has no room for it
     */
    void take(long bytes) throws Failure {
        byte[] block = new byte[1 << 16];
        // octets that no file system stores as a hole
        java.util.Arrays.fill(block, (byte) 0x5a);
        long all = bytes + MARGIN;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = all; left > 0; left -= block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            drop();
            throw new Failure("the " + all + " bytes that an undo might need cannot be had in " + file.getParent(), e);
        }
    }

    /** @param bytes of code that are written next */
    void give(long bytes) {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytes - SMALL));
        } catch (IOException e) {
            drop();
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
