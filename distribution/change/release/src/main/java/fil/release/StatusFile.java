package fil.release;

import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The file that says which release is which; it is replaced as a whole, and that is the commit of a change. */
public final class StatusFile {
    private final Layout layout;
    private final Supplier<List<String>> names;

    /**
     * @param layout where it is
     * @param names those of the unpacked releases
     */
    StatusFile(Layout layout, Supplier<List<String>> names) {
        this.layout = layout;
        this.names = names;
    }

    /** A prepared change of the status. */
    @FunctionalInterface
    public interface Prepared {
        /** @throws IOException if it could not be made; the status is as before */
        void make() throws IOException;
    }

    /**
     * @return which release is which; of an installation that was never started, its only release is all
     * @throws ReleaseException if that cannot be told
     */
    public Status read() {
        Optional<Properties> written = properties(layout.status());
        if (written.isPresent()) {
            Properties values = written.get();
            String permanent = values.getProperty("permanent", "");
            return new Status(
                    permanent,
                    values.getProperty("current", permanent),
                    split(values.getProperty("old", "")),
                    values.getProperty("change", ""));
        }
        List<String> all = names.get();
        if (all.size() != 1) {
            throw new ReleaseException("it cannot be told which release is the permanent one: " + layout.status()
                    + " is missing and there are " + (all.isEmpty() ? "no releases" : String.join(", ", all))
                    + "; say which one is to be started: " + SystemName.PROGRAM + " permanent NAME");
        }
        return Status.only(all.get(0));
    }

    /**
     * Writes down what {@link #read()} can still tell without a file, before a second release makes it a riddle.
     *
     * @throws IOException if it could not be written
     */
    public void settle() throws IOException {
        if (!Files.exists(layout.status())) {
            write(read());
        }
    }

    /**
     * Writes which release is which, by one atomic replacement of a file.
     *
     * @param status the new status
     * @throws IOException if it could not be written; the old status holds
     */
    public void write(Status status) throws IOException {
        AtomicFile.write(layout.status(), text(status));
    }

    /**
     * Prepares the writing of a status, so that it can neither fail for want of room nor take long.
     *
     * @param status the status
     * @param name a name for the preparation
     * @return replaces the status, when it is made
     * @throws IOException if it could not be prepared
     */
    public Prepared prepare(Status status, String name) throws IOException {
        Path prepared = prepared(name);
        AtomicFile.stage(prepared, text(status));
        return () -> AtomicFile.move(prepared, layout.status());
    }

    /**
     * Forgets what was prepared and not made.
     *
     * @throws IOException if it could not be deleted
     */
    public void unprepare() throws IOException {
        for (String name : List.of("committed", "undone")) {
            Files.deleteIfExists(prepared(name));
        }
    }

    private Path prepared(String name) {
        return layout.releases().resolve(".status." + name);
    }

    private static String text(Status status) {
        StringBuilder text = new StringBuilder("# Which release is which. Written by the release handler.\n");
        text.append("permanent=").append(status.permanent()).append('\n');
        text.append("current=").append(status.current()).append('\n');
        text.append("old=")
                .append(String.join(",", new TreeSet<>(status.old())))
                .append('\n');
        if (!status.change().isEmpty()) {
            text.append("change=").append(status.change()).append('\n');
        }
        return text.toString();
    }

    private static Optional<Properties> properties(Path file) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(SmallFile.text(file, SmallFile.USUAL)));
            return Optional.of(values);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ReleaseException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ReleaseException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Set<String> split(String list) {
        Set<String> names = new TreeSet<>(List.of(list.split("\\s*,\\s*")));
        names.remove("");
        return names;
    }
}
