package fil.launcher;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An entry of a jar that says at its end if it is not what its checksum says; a ZipFile does not look. */
final class ChecksumStream extends CheckedInputStream {
    private final ZipEntry entry;

    ChecksumStream(ZipFile zip, ZipEntry entry) throws IOException {
        super(zip.getInputStream(entry), new CRC32());
        this.entry = entry;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read < 0 && entry.getCrc() >= 0 && entry.getCrc() != getChecksum().getValue()) {
            throw new ZipException(entry.getName() + " is damaged");
        }
        return read;
    }
}
