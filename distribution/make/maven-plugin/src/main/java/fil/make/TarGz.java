package fil.make;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A tar.gz that has the same bytes wherever and whenever it is made.
 *
 * @param time what all its files say that they were last changed
 * @param program the one file that can be executed
 */
record TarGz(Instant time, String program) {
    /**
     * @param text a time of ISO 8601, or seconds since 1970
     * @throws DateTimeException if it is neither
     */
    static Instant time(String text) {
        return text.matches("\\d+")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }

    void write(Path folder, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GzipCompressorOutputStream(out, new GzipParameters()), "UTF-8");
                Stream<Path> all = Files.walk(folder)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path each : all.filter(it -> !it.equals(folder)).sorted().toList()) {
                add(each, folder.relativize(each).toString().replace('\\', '/'), tar);
            }
        }
    }

    private void add(Path file, String name, TarArchiveOutputStream tar) throws IOException {
        boolean isFolder = Files.isDirectory(file);
        TarArchiveEntry entry = new TarArchiveEntry(isFolder ? name + "/" : name);
        entry.setMode(isFolder ? 040755 : name.equals(program) ? 0100755 : 0100644);
        entry.setModTime(Date.from(time));
        entry.setSize(isFolder ? 0 : Files.size(file));
        tar.putArchiveEntry(entry);
        if (!isFolder) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }
}
