package fil.release.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Accepts the names of an archive's entries one by one: only plain relative ones, each once, on any file system. */
final class EntryNames {
    private enum Kind {
        FILE,
        FOLDER
    }

    private record Seen(String name, Kind kind) {}

    private final Map<String, Seen> seen = new HashMap<>();
    private final int depth;

    EntryNames(int depth) {
        this.depth = depth;
    }

    /**
     * @param raw the name as it stands in the archive
     * @return the name
     * @throws ArchiveException if it is not UTF-8
     */
    static String decode(byte[] raw) throws ArchiveException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ArchiveException(new String(raw, StandardCharsets.ISO_8859_1), "has a name that is not UTF-8");
        }
    }

    /**
     * @param name the name of an entry
     * @param folder whether the entry is a folder
     * @return the name without a leading {@code ./} and a trailing slash; empty for the root folder
     * @throws ArchiveException if the name is refused
     */
    String accept(String name, boolean folder) throws ArchiveException {
        String path = name;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (folder && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (folder && (path.isEmpty() || path.equals("."))) {
            return "";
        }
        requirePlain(name, path);
        String parent = "";
        for (String part : path.split("/", -1)) {
            String child = parent + part;
            boolean last = child.length() == path.length();
            enter(name, child, last && !folder ? Kind.FILE : Kind.FOLDER);
            parent = child + "/";
        }
        return path;
    }

    private void requirePlain(String name, String path) throws ArchiveException {
        if (path.startsWith("/") || path.contains("\\") || path.matches("[A-Za-z]:.*")) {
            throw new ArchiveException(name, "has a name that is not relative");
        }
        if (path.chars().anyMatch(Character::isISOControl) || path.length() > 1024) {
            throw new ArchiveException(name, "has a name with control characters or of more than 1024 characters");
        }
        String[] parts = path.split("/", -1);
        if (parts.length > depth) {
            throw new ArchiveException(name, "lies more than " + depth + " folders deep");
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.length() > 255) {
                throw new ArchiveException(name, "has a name that climbs out of its folder or is not plain");
            }
        }
    }

    private void enter(String name, String path, Kind kind) throws ArchiveException {
        String key = Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        Seen before = seen.putIfAbsent(key, new Seen(path, kind));
        if (before == null
                || before.kind() == Kind.FOLDER
                        && kind == Kind.FOLDER
                        && before.name().equals(path)) {
            return;
        }
        throw new ArchiveException(
                name,
                before.name().equals(path) ? "is there twice" : "differs from '" + before.name() + "' only in case");
    }
}
