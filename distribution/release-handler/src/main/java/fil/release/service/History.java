package fil.release.service;

import fil.release.AtomicFile;
import fil.release.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was changed, one JSON file for each change; the oldest go when there are too many. */
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int KEPT = 200;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private final Path folder;

    History(Path releases) {
        folder = releases.resolve("history");
    }

    /** Notes a change, over what was noted when it began. One that cannot be noted was made all the same. */
    void note(Instant began, Map<String, Object> change) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(NAME.format(began) + ".json");
            AtomicFile.write(file, JsonText.of(change) + "\n");
            List<Path> all = files();
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            LOG.warn(
                    "The change from {} to {} could not be noted in {}",
                    change.get("from"),
                    change.get("to"),
                    folder,
                    e);
        }
    }

    /** The changes, the newest first. A file that cannot be read is left out. */
    List<Map<String, Object>> changes() {
        List<Map<String, Object>> changes = new ArrayList<>();
        try {
            for (Path file : files()) {
                changes.add(JsonText.parse(Files.readString(file)));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("A change in {} cannot be read", folder, e);
        }
        Collections.reverse(changes);
        return changes;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("[0-9].*\\.json"))
                    .sorted()
                    .toList();
        }
    }
}
