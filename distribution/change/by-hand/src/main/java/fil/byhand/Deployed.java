package fil.byhand;

import fil.signals.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Which files were deployed, as they were then, and for which bundle: size, time and symbolic name. A file that lies there since
 * before a later upgrade must not undo it.
 */
final class Deployed {
    private final Path notes;

    Deployed(Path notes) {
        this.notes = notes;
    }

    synchronized boolean has(File file) throws IOException {
        return (read().getProperty(file.getPath(), "") + " ").startsWith(stamp(file) + " ");
    }

    synchronized void note(File file, String name) throws IOException {
        Properties properties = read();
        properties.setProperty(file.getPath(), stamp(file) + " " + name);
        write(properties);
    }

    /** @return the bundle that the file was of, if it was deployed */
    synchronized Optional<String> forget(File file) throws IOException {
        Properties properties = read();
        Object known = properties.remove(file.getPath());
        write(properties);
        return Optional.ofNullable(known)
                .map(note -> note.toString().split(" "))
                .filter(words -> words.length == 3)
                .map(words -> words[2]);
    }

    private static String stamp(File file) throws IOException {
        return Files.size(file.toPath()) + " " + Files.getLastModifiedTime(file.toPath());
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        if (Files.exists(notes)) {
            properties.load(new ByteArrayInputStream(SmallFile.bytes(notes, SmallFile.USUAL)));
        }
        return properties;
    }

    private void write(Properties properties) throws IOException {
        Path next = notes.resolveSibling(notes.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(next)) {
            properties.store(out, null);
        }
        Files.move(next, notes, StandardCopyOption.REPLACE_EXISTING);
    }
}
