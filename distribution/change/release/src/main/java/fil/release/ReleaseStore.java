package fil.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The unpacked releases of an installation, and which of them is which. */
public final class ReleaseStore {
    private final Layout layout;
    private final StatusFile statusFile;
    private final FileCache<String> digests = new FileCache<>(Digest::of);
    private final FileCache<Release> features = new FileCache<>(FeatureFile::read);

    /** @param home the folder of the installation */
    public ReleaseStore(Path home) {
        this.layout = new Layout(home);
        this.statusFile = new StatusFile(layout, this::names);
    }

    /** @return where its files are */
    public Layout layout() {
        return layout;
    }

    /** @return the file that says which release is which */
    public StatusFile statusFile() {
        return statusFile;
    }

    /** @return finds archives */
    public ArchiveLookup archives() {
        return new ArchiveLookup(layout);
    }

    /**
     * @param file a file of the installation
     * @return its SHA-256 in lower-case hexadecimal
     * @throws IOException if it cannot be read
     */
    public String digest(Path file) throws IOException {
        return digests.of(file);
    }

    /** @return the names of the unpacked releases, in order */
    public List<String> names() {
        if (!Files.isDirectory(layout.releases())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(layout.releases())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name ->
                            Files.isRegularFile(layout.releases().resolve(name).resolve(name + ".json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name the name of a release
     * @return the release
     * @throws ReleaseException if it is not unpacked, or its feature is not valid
     */
    public Release release(String name) {
        if (!Files.isRegularFile(layout.feature(name))) {
            throw new ReleaseException("there is no release " + name + " in " + layout.releases() + "; there are: "
                    + (names().isEmpty() ? "none" : String.join(", ", names())));
        }
        Release release = read(layout.feature(name));
        if (!release.name().equals(name)) {
            throw new ReleaseException("the feature file " + layout.feature(name) + " is of release " + release.name());
        }
        return release;
    }

    /** Each feature is read once, as long as its file is as it was: changes ask for many, and there may be hundreds. */
    private Release read(Path feature) {
        try {
            return features.of(feature);
        } catch (IOException e) {
            throw new ReleaseException("the feature file " + feature + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @return the unpacked releases by name; those whose feature cannot be read are left out */
    public TreeMap<String, Release> readable() {
        TreeMap<String, Release> found = new TreeMap<>();
        names().forEach(name -> ifReadable(name).ifPresent(release -> found.put(name, release)));
        return found;
    }

    /**
     * @param name the name of an unpacked release
     * @return the release; nothing if its feature cannot be read
     */
    public Optional<Release> ifReadable(String name) {
        try {
            return Optional.of(release(name));
        } catch (ReleaseException damaged) {
            return Optional.empty();
        }
    }

    /** @return which of them is which, which nearly all who have a store ask; the file itself is for who writes it */
    public Status status() {
        return statusFile.read();
    }
}
