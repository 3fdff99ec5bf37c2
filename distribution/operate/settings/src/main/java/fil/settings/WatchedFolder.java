package fil.settings;

import fil.signals.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code fileinstall.dir}: a folder that can be read, or one that can be made. */
final class WatchedFolder {
    private WatchedFolder() {}

    static boolean isName(String value) {
        try {
            Path.of(value);
            return !value.contains(",");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Optional<String> obstacle(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Path.of(value).toAbsolutePath();
        if (Files.isDirectory(folder)) {
            return Files.isReadable(folder) && Files.isExecutable(folder)
                    ? Optional.empty()
                    : Optional.of(System.getProperty("user.name") + " cannot read that folder");
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(
                    "that is " + (Files.exists(folder) ? "a file" : "a link to nothing") + ", and must be a folder");
        }
        Path there = folder;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        try {
            // what a file system refuses is known to it alone: no permission tells that nothing can be made in /proc
            Files.delete(Files.createTempDirectory(there, ".fil-"));
            return Optional.empty();
        } catch (IOException e) {
            // of one in which nobody can make any it says that it is not there
            String why = Files.isDirectory(there)
                    ? e instanceof NoSuchFileException ? "" : ": " + Reason.ofFile(e)
                    : ": it is no folder";
            return Optional.of("that folder is not there, and none can be made in " + there + why);
        }
    }
}
