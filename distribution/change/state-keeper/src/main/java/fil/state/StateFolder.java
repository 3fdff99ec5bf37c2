package fil.state;

import fil.signals.SmallFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder with one file for each state. A file is replaced as a whole: a crash leaves the old one or the new one. The
 * next one is written into a spare that has its room already, so that states are kept on a full disk too.
 */
final class StateFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** A state is read, and copied at each change, as a whole. */
    private static final int LARGEST = 16 << 20;

    private final Path folder;

    StateFolder(Path folder) {
        this.folder = folder;
    }

    Optional<KeptState> read(String name) {
        Path file = file(name);
        try {
            return Optional.of(StateJson.read(SmallFile.bytes(file, LARGEST), file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read a state: " + failure.getMessage(), failure);
        }
    }

    synchronized void write(String name, KeptState state) {
        byte[] bytes = StateJson.write(state);
        Path file = file(name);
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException(
                    "the state for " + file + " has " + bytes.length + " bytes; at most " + LARGEST + " are kept");
        }
        Path spare = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(folder);
            fill(spare, bytes, true);
            Files.move(spare, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep the state " + file, failure);
        }
        takeRoom(spare, bytes);
    }

    /** Takes the room that the old file has just given back. */
    private static void takeRoom(Path spare, byte[] bytes) {
        try {
            fill(spare, bytes, false);
        } catch (IOException taken) {
            // the state is kept; the next one says so if it finds no room
            return;
        }
    }

    private static void fill(Path file, byte[] bytes, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.truncate(bytes.length);
            if (forced) {
                channel.force(false);
            }
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith(".")) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot name a state: use 1 to 100 letters, digits, '.', '_' or '-', no '.' in front");
        }
        return folder.resolve(name + ".json");
    }
}
