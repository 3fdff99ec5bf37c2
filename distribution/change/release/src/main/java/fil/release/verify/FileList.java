package fil.release.verify;

import fil.release.Release;
import fil.release.ReleaseException;
import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of an archive with their SHA-256, but bundles, which the features name: {@value #FILE}, as {@code sha256sum -c} reads it. */
public final class FileList {
    /** The list itself. */
    public static final String FILE = "bin/files.sha256";

    private static final int LARGEST = 8 << 20;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/\\p{C}][^\\p{C}]*)");

    private FileList() {}

    /**
     * @param home the folder of an installation
     * @return the digests by the names of the files; none if there is no list
     * @throws ReleaseException if it cannot be read
     */
    public static Optional<Map<String, String>> read(Path home) {
        Path file = home.resolve(FILE);
        try {
            Map<String, String> digests = new TreeMap<>();
            for (String line : SmallFile.text(file, LARGEST).lines().toList()) {
                Matcher entry = LINE.matcher(line);
                if (!entry.matches() || !isInside(entry.group(2))) {
                    throw new ReleaseException(file + " is damaged, it has the line '" + Release.printable(line)
                            + "'; unpack the archive again, or name it: " + SystemName.PROGRAM + " verify ARCHIVE");
                }
                digests.put(entry.group(2), entry.group(1));
            }
            return Optional.of(digests);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ReleaseException(e.getMessage(), e);
        }
    }

    private static boolean isInside(String name) {
        Path path = Path.of(name);
        return path.equals(path.normalize()) && !path.startsWith("..");
    }
}
