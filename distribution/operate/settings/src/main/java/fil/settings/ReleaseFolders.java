package fil.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code release.repository}: where archives of releases lie. One that is not there now may come, as a disk does that is mounted later. */
final class ReleaseFolders {
    private ReleaseFolders() {}

    static boolean isUrl(String value) {
        if (value.isEmpty()) {
            return true;
        }
        try {
            URI address = new URI(value);
            boolean isWhole = address.getQuery() == null && address.getFragment() == null && address.getPath() != null;
            return isWhole
                    && ("file".equals(address.getScheme())
                            ? address.getAuthority() == null
                                    && address.getPath().startsWith("/")
                            : "https".equals(address.getScheme())
                                    && address.getAuthority() != null
                                    && !address.getAuthority().startsWith(":"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static Optional<String> obstacle(String value) {
        if (!value.startsWith("file:")) {
            return Optional.empty();
        }
        Path folder = Path.of(URI.create(value).getPath());
        return Files.exists(folder) && !Files.isDirectory(folder)
                ? Optional.of(folder + " is a file, and must be a folder")
                : Optional.empty();
    }
}
