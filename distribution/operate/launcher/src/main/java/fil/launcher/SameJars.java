package fil.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * Whether the cache has the very jars that a start would install. Told by length and two checksums, which are native code: a start
 * is over before the JDK's comparison of two files is compiled. Each pair is read once in a start.
 */
final class SameJars {
    private static final int BUFFER = 1 << 18;
    private final Map<Path, Boolean> known = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /**
     * @param kept the cache's; nobody writes it during a start
     * @param file where it came from
     * @return whether both can be read and are the same
     */
    boolean are(Path kept, Path file) {
        return known.computeIfAbsent(kept, it -> {
            try (FileChannel one = FileChannel.open(it);
                    FileChannel other = FileChannel.open(file)) {
                return one.size() == other.size() && checksums(one).equals(checksums(other));
            } catch (IOException unreadable) {
                return false;
            }
        });
    }

    private record Checksums(long crc, long adler) {}

    private Checksums checksums(FileChannel channel) throws IOException {
        Checksum crc = new CRC32();
        Checksum adler = new Adler32();
        while (channel.read(buffer.clear()) >= 0) {
            crc.update(buffer.flip());
            adler.update(buffer.rewind());
        }
        return new Checksums(crc.getValue(), adler.getValue());
    }
}
