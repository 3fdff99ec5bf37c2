package fil.deploy;

import fil.signals.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Which files were deployed, as they were then. A file that lies there since before a later upgrade must not undo it. */
final class Deployed {
    private final Path notes;

    Deployed(Path notes) {
        this.notes = notes;
    }

    synchronized boolean has(File file) throws IOException {
        return stamp(file).equals(read().getProperty(file.getPath()));
    }

    synchronized void note(File file) throws IOException {
        Properties properties = read();
        properties.setProperty(file.getPath(), stamp(file));
        write(properties);
    }

    synchronized void forget(File file) throws IOException {
        Properties properties = read();
        properties.remove(file.getPath());
        write(properties);
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
        try (OutputStream out = Files.newOutputStream(notes)) {
            properties.store(out, null);
        }
    }
}
