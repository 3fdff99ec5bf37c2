package fil.launcher;

import fil.signals.SystemName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * log/fil.0.log, which several processes of one installation write at once, a line each: the one that leaves and the one that takes
 * over. The JDK's own handler has a file to itself, and the second process would go on in another.
 */
public final class LogFile extends Handler {
    private static final String NAME = LogFile.class.getName();
    private final Path folder;
    private final long limit;
    private final int count;
    private FileChannel channel;
    private Object key;

    /** Made by the JDK, with limit, count and filter of conf/logging.properties. */
    public LogFile() {
        this(Path.of("log"), number("limit", 5_000_000), number("count", 5));
        String filter = LogManager.getLogManager().getProperty(NAME + ".filter");
        if (filter != null) {
            try {
                setFilter(Class.forName(filter.trim())
                        .asSubclass(Filter.class)
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException | ClassCastException e) {
                reportError("the filter " + filter + " is not to be had", e, ErrorManager.OPEN_FAILURE);
            }
        }
    }

    LogFile(Path folder, long limit, int count) {
        this.folder = folder;
        this.limit = limit;
        this.count = count;
        setFormatter(new SimpleFormatter());
    }

    private static int number(String name, int usual) {
        String value = LogManager.getLogManager().getProperty(NAME + "." + name);
        return value != null && value.trim().matches("[0-9]{1,9}") ? Integer.parseInt(value.trim()) : usual;
    }

    @Override
    public synchronized void publish(LogRecord log) {
        if (!isLoggable(log)) {
            return;
        }
        try {
            if (channel == null) {
                open();
            } else if (channel.size() >= limit) {
                turn();
            }
            // one write that appends: lines of two processes do not mix
            channel.write(ByteBuffer.wrap(getFormatter().format(log).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            reportError("the log cannot be written", e, ErrorManager.WRITE_FAILURE);
        }
    }

    private Path file(int number) {
        return folder.resolve(SystemName.VALUE + "." + number + ".log");
    }

    private void open() throws IOException {
        Files.createDirectories(folder);
        channel = FileChannel.open(file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        key = keyOf(file(0));
    }

    /** A new file 0, unless another process has made one already. */
    private void turn() throws IOException {
        try (FileChannel turning = FileChannel.open(
                        folder.resolve("fil.lck"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = turning.lock()) {
            if (alone.isValid() && key != null && key.equals(keyOf(file(0)))) {
                for (int i = count - 1; i > 0; i--) {
                    if (Files.exists(file(i - 1))) {
                        Files.move(file(i - 1), file(i), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            channel.close();
            open();
        }
    }

    private static Object keyOf(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Override
    public void flush() {
        // each line is written at once
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            reportError("the log cannot be closed", e, ErrorManager.CLOSE_FAILURE);
        }
    }
}
