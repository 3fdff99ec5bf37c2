package fil.connector;

import fil.signals.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sessions as files, one each, that only the owner can read; neither one nor their number grows without a bound. Two processes
 * may share the folder: a file is replaced as a whole.
 */
final class SessionFolder {

    /** What is written down of a session; the attributes as {@link JdkValues}. */
    record Entry(KeptSession.Times times, long expiry, Map<String, byte[]> attributes) {}

    /** Whether a session was written down. */
    enum Kept {
        YES,
        /** It could not be written. */
        NO,
        TOO_LARGE,
        NO_ROOM
    }

    private static final int FORMAT = 1;
    private static final int MOST_ATTRIBUTES = 10_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final String SUFFIX = ".session";

    private final Path folder;
    private final int most;
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * The folder is made for the first session.
     *
     * @param most how large a file may be
     * @param places how many files there may be; another process that shares the folder is noticed when they are counted
     */
    SessionFolder(Path folder, int most, int places) {
        this.folder = folder;
        this.most = most;
        this.places = places;
    }

    /** Whoever made up an id of a form that is none has no session. */
    private Optional<Path> file(String id) {
        return ID.matcher(id).matches() ? Optional.of(folder.resolve(id + SUFFIX)) : Optional.empty();
    }

    /** What cannot be kept is not there afterwards, in its former state neither. */
    Kept write(String id, Entry entry) throws IOException {
        Path file = file(id).orElseThrow(() -> new IOException("a session cannot have the id " + id));
        byte[] written = written(entry);
        if (written.length > most) {
            delete(id);
            return Kept.TOO_LARGE;
        }
        boolean another = !Files.exists(file);
        if (another && taken.get() >= places) {
            return Kept.NO_ROOM;
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path draft = Files.createTempFile(folder, "draft", ".tmp");
        try {
            Files.write(draft, written);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        if (another) {
            taken.incrementAndGet();
        }
        return Kept.YES;
    }

    private static byte[] written(Entry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeLong(entry.expiry());
            out.writeLong(entry.times().created());
            out.writeLong(entry.times().accessed());
            out.writeLong(entry.times().lastAccessed());
            out.writeLong(entry.times().maxInactive());
            out.writeInt(entry.attributes().size());
            for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
                out.writeUTF(attribute.getKey());
                out.writeInt(attribute.getValue().length);
                out.write(attribute.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Empty if there is none of this id. */
    Optional<Entry> read(String id) throws IOException {
        Optional<Path> file = file(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(SmallFile.bytes(file.get(), most)))) {
            return Optional.of(read(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Entry read(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("it is of a format that this version does not know");
        }
        long expiry = in.readLong();
        KeptSession.Times times = new KeptSession.Times(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        int count = in.readInt();
        if (count < 0 || count > MOST_ATTRIBUTES) {
            throw new IOException("it says that it has " + count + " attributes");
        }
        Map<String, byte[]> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int length = in.readInt();
            byte[] value = length < 0 || length > most ? null : in.readNBytes(length);
            if (value == null || value.length < length) {
                throw new IOException("its attribute " + name + " is cut off");
            }
            attributes.put(name, value);
        }
        return new Entry(times, expiry, attributes);
    }

    boolean delete(String id) throws IOException {
        Optional<Path> file = file(id);
        boolean deleted = file.isPresent() && Files.deleteIfExists(file.get());
        if (deleted) {
            taken.decrementAndGet();
        }
        return deleted;
    }

    /** The ids of all that are there, which are counted by it. */
    Set<String> ids() throws IOException {
        Set<String> ids = new HashSet<>();
        if (!Files.isDirectory(folder)) {
            return ids;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(SUFFIX))
                    .forEach(it -> ids.add(it.substring(0, it.length() - SUFFIX.length())));
        }
        taken.set(ids.size());
        return ids;
    }
}
