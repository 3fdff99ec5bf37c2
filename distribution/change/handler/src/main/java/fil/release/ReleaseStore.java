package fil.release;

import fil.signals.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The releases of an installation and which of them is which.
 * <pre>
 * bundle/NAME-VERSION.jar        each bundle of each release, once
 * releases/1986.a/1986.a.json    a release; unpacked when this file is there
 * releases/status.properties     permanent, current, old, the change under way; replaced as a whole: the commit
 * releases/.undo/                the state as it was when the running change began
 * releases/history/              one JSON file for each change
 * </pre>
 */
public final class ReleaseStore {
    /** How the file of an archive ends. */
    public static final String ARCHIVE = ".tar.gz";

    private static final String BALLAST = ".ballast";
    private final Path home;
    private final FileCache<String> digests = new FileCache<>(Digest::of);

    /** @param home the folder of the installation */
    public ReleaseStore(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /** @return the folder of the installation */
    public Path home() {
        return home;
    }

    /** @return the folder of the releases */
    public Path releases() {
        return home.resolve("releases");
    }

    /** @return the folder of the bundles */
    public Path bundles() {
        return home.resolve("bundle");
    }

    /**
     * @param bundle a bundle of a release
     * @return its file
     */
    public Path file(ReleaseBundle bundle) {
        return bundles().resolve(bundle.fileName());
    }

    /**
     * @param file a file of the installation
     * @return its SHA-256 in lower-case hexadecimal
     * @throws IOException if it cannot be read
     */
    public String digest(Path file) throws IOException {
        return digests.of(file);
    }

    /**
     * @param name the name of a release
     * @return where its feature is, or would be
     */
    public Path feature(String name) {
        return releases().resolve(Release.requireName(name)).resolve(name + ".json");
    }

    /**
     * @param name the name of a release
     * @return the file that says why its archive was believed
     */
    public Path trustFile(String name) {
        return feature(name).resolveSibling("trust");
    }

    /** @return the names of the unpacked releases, in order */
    public List<String> names() {
        if (!Files.isDirectory(releases())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(releases())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.isRegularFile(releases().resolve(name).resolve(name + ".json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param what {@code NAME}, {@code NAME/fil}, or the path of an archive; a relative one is meant from the installation
     * @return the archive meant, if there is one
     */
    public Optional<Path> archive(String what) {
        if (what.endsWith(ARCHIVE)) {
            return Optional.of(home.resolve(what)).filter(Files::isRegularFile);
        }
        String name = what.replaceFirst("/fil$", "");
        if (name.contains("/") || name.contains("..")) {
            return Optional.empty();
        }
        return Stream.of(name + "/fil", name + "/fil-" + name, "fil-" + name)
                .map(file -> releases().resolve(file + ARCHIVE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * @param what what somebody called a release, without there being one
     * @return says so, and what to do
     */
    public ReleaseException unknown(String what) {
        String name = Release.printable(what);
        if (what.endsWith(ARCHIVE)) {
            return new ReleaseException(
                    "there is no file '" + name + "'; bin/fil versions lists the releases that are here");
        }
        return new ReleaseException(
                what.contains("/")
                        ? "there is no archive '" + name + ARCHIVE + "' in " + releases()
                                + "; the path of an archive ends with " + ARCHIVE
                        : "there is no release '" + name + "': it is neither unpacked (" + String.join(", ", names())
                                + ") nor an archive in " + releases() + "; give the path of its archive");
    }

    /**
     * @param name the name of a release
     * @return the release
     * @throws ReleaseException if it is not unpacked, or its feature is not valid
     */
    public Release release(String name) {
        if (!Files.isRegularFile(feature(name))) {
            throw new ReleaseException("there is no release " + name + " in " + releases() + "; there are: "
                    + (names().isEmpty() ? "none" : String.join(", ", names())));
        }
        Release release = FeatureFile.read(feature(name));
        if (!release.name().equals(name)) {
            throw new ReleaseException("the feature file " + feature(name) + " is of release " + release.name());
        }
        return release;
    }

    /**
     * @return which release is which; of an installation that was never started, its only release is all
     * @throws ReleaseException if that cannot be told
     */
    public Status status() {
        Optional<Properties> written = properties(statusFile());
        if (written.isPresent()) {
            Properties values = written.get();
            String permanent = values.getProperty("permanent", "");
            return new Status(
                    permanent,
                    values.getProperty("current", permanent),
                    split(values.getProperty("old", "")),
                    values.getProperty("change", ""));
        }
        List<String> names = names();
        if (names.size() != 1) {
            throw new ReleaseException("it cannot be told which release is the permanent one: " + statusFile()
                    + " is missing and there are " + (names.isEmpty() ? "no releases" : String.join(", ", names))
                    + "; say which one is to be started: bin/fil permanent NAME");
        }
        return Status.only(names.get(0));
    }

    /**
     * Writes down what {@link #status()} can still tell without a file, before a second release makes it a riddle.
     *
     * @throws IOException if it could not be written
     */
    public void settle() throws IOException {
        if (!Files.exists(statusFile())) {
            write(status());
        }
    }

    /**
     * Writes which release is which, by one atomic replacement of a file.
     *
     * @param status the new status
     * @throws IOException if it could not be written; the old status holds
     */
    public void write(Status status) throws IOException {
        AtomicFile.write(statusFile(), text(status));
    }

    /**
     * Prepares the writing of a status, so that it can neither fail for want of room nor take long.
     *
     * @param status the status
     * @param name a name for the preparation
     * @return replaces the status, when it is run
     * @throws IOException if it could not be prepared
     */
    public StatusChange prepare(Status status, String name) throws IOException {
        Path prepared = prepared(name);
        AtomicFile.stage(prepared, text(status));
        return () -> AtomicFile.move(prepared, statusFile());
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

    /**
     * Deletes what a process that died in the middle of something left behind. To be called while nothing is changed.
     *
     * @throws IOException if something could not be deleted
     */
    public void sweep() throws IOException {
        unprepare();
        sweep(releases());
        sweep(releases().resolve("history"));
    }

    private static void sweep(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path left : all.filter(ReleaseStore::isLeft).toList()) {
                    AtomicFile.delete(left);
                }
            }
        }
    }

    private static boolean isLeft(Path path) {
        String name = path.getFileName().toString();
        return name.equals(BALLAST) || name.startsWith(".unpack-") || name.startsWith(".") && name.endsWith(".new");
    }

    /** @return the file that takes up the room which the undo of a running change needs */
    public Path ballast() {
        return releases().resolve(BALLAST);
    }

    private Path prepared(String name) {
        return releases().resolve(".status." + name);
    }

    /** A prepared change of the status. */
    @FunctionalInterface
    public interface StatusChange {
        /** @throws IOException if it could not be made; the status is as before */
        void make() throws IOException;
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

    /** @return the unpacked releases by name; those whose feature cannot be read are left out */
    public TreeMap<String, Release> readable() {
        TreeMap<String, Release> found = new TreeMap<>();
        for (String name : names()) {
            try {
                found.put(name, release(name));
            } catch (ReleaseException damaged) {
                continue;
            }
        }
        return found;
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

    private Path statusFile() {
        return releases().resolve("status.properties");
    }

    private static Set<String> split(String list) {
        Set<String> names = new TreeSet<>(List.of(list.split("\\s*,\\s*")));
        names.remove("");
        return names;
    }
}
