package fil.it.trust;

import fil.it.Archives;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** The archive of release 1986.b with something in it that no release has. */
final class HostileArchive {
    static final String FEATURE = "releases/1986.b/1986.b.json";

    /** What is put behind the entries of the release. */
    interface Addition {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private HostileArchive() {}

    /** All of the release, and more. */
    static Path with(Path file, Addition addition) {
        return write(file, FEATURE, feature -> feature, addition);
    }

    /** All of the release, with one file that is another one. */
    static Path changed(Path file, String name, UnaryOperator<byte[]> change) {
        return write(file, name, change, tar -> {});
    }

    static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** An entry without content: a link, a device. */
    static void special(TarArchiveOutputStream tar, String name, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static Path write(Path file, String changed, UnaryOperator<byte[]> change, Addition addition) {
        GzipParameters fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(Archives.of(Archives.B)));
                TarArchiveInputStream in = new TarArchiveInputStream(packed);
                OutputStream zip = new GzipCompressorOutputStream(Files.newOutputStream(file), fast);
                TarArchiveOutputStream out = new TarArchiveOutputStream(zip, StandardCharsets.ISO_8859_1.name())) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.isDirectory()) {
                    out.putArchiveEntry(entry);
                    out.closeArchiveEntry();
                } else {
                    file(out, entry.getName(), entry.getName().equals(changed) ? change.apply(content) : content);
                }
            }
            addition.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
