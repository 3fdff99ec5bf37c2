package fil.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * releases/status.properties: which release is permanent, which one the cache holds; releases/change.properties is there
 * while a change is under way.
 */
public final class ReleaseStatus {
    private static final String PERMANENT = "permanent";
    private static final String CURRENT = "current";
    private final Path releases;
    private final Properties values;

    private ReleaseStatus(Path releases, Properties values) {
        this.releases = releases;
        this.values = values;
    }

    /** Reads the file; where there is none yet, the only release there is becomes permanent. */
    public static ReleaseStatus read(Path releases) throws Refusal, IOException {
        Properties values = new Properties();
        Path file = releases.resolve("status.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        }
        if (values.getProperty(PERMANENT) == null) {
            values.setProperty(PERMANENT, only(releases));
        }
        return new ReleaseStatus(releases, values);
    }

    /** @return the name of the release to boot */
    public String permanent() {
        return values.getProperty(PERMANENT);
    }

    /** @return whether the cache may hold something else than the permanent release */
    public boolean stale() {
        return interrupted() || !permanent().equals(values.getProperty(CURRENT));
    }

    /** @return whether the process ended in the middle of a change */
    public boolean interrupted() {
        return Files.exists(releases.resolve("change.properties"));
    }

    /** Writes down that the cache holds the permanent release and nothing is under way. */
    public void settle() throws IOException {
        values.setProperty(CURRENT, permanent());
        Path fresh = releases.resolve("status.properties.new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            values.store(writer, null);
        }
        Files.move(fresh, releases.resolve("status.properties"), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(releases.resolve("change.properties"));
    }

    private static String only(Path releases) throws Refusal, IOException {
        try (Stream<Path> folders = Files.list(releases)) {
            List<String> names = folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(releases.resolve(name).resolve(name + ".json")))
                    .sorted()
                    .toList();
            if (names.size() != 1) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "It is not clear which release to start: releases/ holds "
                                + (names.isEmpty() ? "none" : String.join(", ", names))
                                + ". Write the line permanent=NAME into releases/status.properties.");
            }
            return names.get(0);
        }
    }
}
