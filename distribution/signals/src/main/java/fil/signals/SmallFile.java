package fil.signals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files that are small as a whole, and no others: one that has grown, a folder, a pipe, a link to a device are an
 * {@link IOException} whose message is a sentence that names the file. A file that is not there is a {@link NoSuchFileException}.
 */
public final class SmallFile {
    /** For most files: none that a person or fil writes is larger. */
    public static final int USUAL = 1 << 20;

    private static final String MARK = "\uFEFF";

    private SmallFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @param most how many octets it may have
     * @return all of it
     * @throws IOException if it is not there, not a file, larger, or cannot be read
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        // before it is opened: to open a pipe is to wait for who writes into it
        BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
        if (!kind.isRegularFile()) {
            throw new IOException(file + " is " + (kind.isDirectory() ? "a folder" : "a device or a pipe")
                    + ", and should be a file; move it away, or put the right file there");
        }
        if (kind.size() > most) {
            throw tooLarge(file, most, kind.size());
        }
        try (InputStream in = Files.newInputStream(file)) {
            // its size may be said to be 0, as in /proc, and it may grow
            byte[] read = in.readNBytes(most);
            if (in.read() >= 0) {
                throw tooLarge(file, most, Files.size(file));
            }
            return read;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(file.toString())
                    ? e
                    : new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text in UTF-8. The byte order mark that some editors write before it is no part of it.
     *
     * @param file the file
     * @param most how many octets it may have
     * @return all of it
     * @throws IOException as for {@link #bytes}, and if it is no such text
     */
    public static String text(Path file, int most) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file, most)))
                    .toString();
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in UTF-8; save it as such, or restore it", e);
        }
    }

    private static IOException tooLarge(Path file, int most, long size) {
        return new IOException(file + " has " + size + " bytes, and never more than " + most
                + " if it is whole; restore it, or move it away");
    }
}
