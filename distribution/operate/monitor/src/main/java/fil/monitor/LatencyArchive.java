package fil.monitor;

import fil.json.PlainJson;
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

/** Keeps the latency around the last changes of the release on disk: one small file for each. */
final class LatencyArchive {
    private static final Logger LOG = LoggerFactory.getLogger(LatencyArchive.class);
    private static final int KEPT = 50;

    private final Path folder;

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
                    PlainJson.write(around.stream().map(LatencySlot::numbers).toList()));
            Files.move(fresh, file(began), StandardCopyOption.ATOMIC_MOVE);
            forgetOld();
        } catch (IOException e) {
            LOG.warn("The latency around the last change cannot be kept in {}: {}", folder, e.getMessage());
        }
    }

    /** @return the latency around the change that began then; empty if none was kept */
    List<LatencySlot> around(long began) {
        try {
            return Files.exists(file(began)) ? rows(SmallFile.bytes(file(began), SmallFile.USUAL)) : List.of();
        } catch (IOException | JacksonException | ClassCastException | IndexOutOfBoundsException e) {
            LOG.warn(
                    "The latency kept in {} cannot be read, and the page goes without it: {}",
                    file(began),
                    e.getMessage());
            return List.of();
        }
    }

    private static List<LatencySlot> rows(byte[] kept) {
        return ((List<?>) PlainJson.read(kept))
                .stream()
                        .map(row -> LatencySlot.of(
                                ((List<?>) row).stream().map(Number.class::cast).toList()))
                        .toList();
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
