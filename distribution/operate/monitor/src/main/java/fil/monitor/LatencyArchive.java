package fil.monitor;

import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the latency around the last changes of the release on disk: one small file for each. */
final class LatencyArchive {
    private static final Logger LOG = LoggerFactory.getLogger(LatencyArchive.class);
    private static final int KEPT = 50;
    private static final TypeReference<List<List<Long>>> ROWS = new TypeReference<>() {};

    private final Path folder;
    private final JsonMapper json = new JsonMapper();

    LatencyArchive(Path folder) {
        this.folder = folder;
    }

    /** Keeps the latency around a change, which is known by the moment it began. */
    void keep(long began, List<LatencySlot> around) {
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve("." + began);
            Files.write(
                    fresh,
                    json.writeValueAsBytes(
                            around.stream().map(LatencySlot::numbers).toList()));
            Files.move(fresh, file(began), StandardCopyOption.ATOMIC_MOVE);
            forgetOld();
        } catch (IOException e) {
            LOG.warn("The latency around the last change cannot be kept in {}: {}", folder, e.getMessage());
        }
    }

    /** @return the latency around the change that began then; empty if none was kept */
    List<LatencySlot> around(long began) {
        try {
            return Files.exists(file(began))
                    ? json.readValue(SmallFile.bytes(file(began), SmallFile.USUAL), ROWS).stream()
                            .map(LatencySlot::of)
                            .toList()
                    : List.of();
        } catch (IOException | JacksonException | IndexOutOfBoundsException e) {
            LOG.warn(
                    "The latency kept in {} cannot be read, and the page goes without it: {}",
                    file(began),
                    e.getMessage());
            return List.of();
        }
    }

    private void forgetOld() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.sorted(
                            Comparator.comparing(Path::getFileName).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(long began) {
        return folder.resolve(began + ".json");
    }
}
