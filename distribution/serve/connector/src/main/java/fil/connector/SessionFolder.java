package fil.connector;

import java.io.BufferedInputStream;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sessions as files, one each, that only the owner can read. Two processes may share the folder: a file is replaced as a whole. */
final class SessionFolder {

    /** What is written down of a session; the attributes as {@link JdkValues}. */
    record Entry(KeptSession.Times times, long expiry, Map<String, byte[]> attributes) {}

    private static final int FORMAT = 1;
    private static final int MOST_ATTRIBUTES = 10_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final String SUFFIX = ".session";

    private final Path folder;
    private final int most;

    /** @param most how large a file may be */
    SessionFolder(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    void create() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Whoever made up an id of a form that is none has no session. */
    private Optional<Path> file(String id) {
        return ID.matcher(id).matches() ? Optional.of(folder.resolve(id + SUFFIX)) : Optional.empty();
    }

    /** False if it is too large. */
    boolean write(String id, Entry entry) throws IOException {
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
        Path file = file(id).orElseThrow(() -> new IOException("a session cannot have the id " + id));
        if (bytes.size() > most) {
            Files.deleteIfExists(file);
            return false;
        }
        Path draft = Files.createTempFile(folder, "draft", ".tmp");
        try {
            Files.write(draft, bytes.toByteArray());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return true;
    }

    /** Empty if there is none of this id. */
    Optional<Entry> read(String id) throws IOException {
        Optional<Path> file = file(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file.get())))) {
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

    boolean has(String id) {
        return file(id).map(Files::exists).orElse(false);
    }

    boolean delete(String id) throws IOException {
        Optional<Path> file = file(id);
        return file.isPresent() && Files.deleteIfExists(file.get());
    }

    /** The ids of all that are there. */
    Set<String> ids() throws IOException {
        Set<String> ids = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(SUFFIX))
                    .forEach(it -> ids.add(it.substring(0, it.length() - SUFFIX.length())));
        }
        return ids;
    }
}
