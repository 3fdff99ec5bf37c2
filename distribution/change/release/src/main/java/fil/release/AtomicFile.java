package fil.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Writes that are there wholly or not at all, whatever happens to the process, and the care for folders around them. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces a file by a text: after a crash there is the old one or the new one.
     *
     * @param file the file
     * @param text its content
     * @throws IOException if it could not be written; the old one is still there
     */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        stage(fresh, text);
        move(fresh, file);
    }

    /**
     * Writes a file for a later {@link #move}, which then needs no room on the disk.
     *
     * @param fresh the file
     * @param text its content
     * @throws IOException if it could not be written; nothing is left of it
     */
    public static void stage(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /**
     * Moves a complete file to its place, over what is there.
     *
     * @param fresh the file, in the same file system
     * @param place its place
     * @throws IOException if it could not be moved
     */
    public static void move(Path fresh, Path place) throws IOException {
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(place.toAbsolutePath().getParent());
    }

    /**
     * Makes what was written last to a file or a folder survive a loss of power.
     *
     * @param path the file or folder
     * @throws IOException if the system refuses
     */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes a file or a folder with all in it, following no link. What is not there is no error.
     *
     * @param path the file or folder
     * @throws IOException if something could not be deleted
     */
    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    delete(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /**
     * Copies a folder with all in it.
     *
     * @param from the folder; if it is not there, nothing is copied
     * @param to its copy, made if needed
     * @throws IOException if something could not be copied
     */
    public static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.filter(path -> !path.equals(from)).toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
