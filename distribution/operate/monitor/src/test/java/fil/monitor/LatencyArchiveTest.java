package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyArchiveTest {
    private static final List<LatencySlot> SOME =
            List.of(new LatencySlot(1_000, 2, 30, 40, 0), new LatencySlot(1_100, 3, 31, 41, 1));

    @TempDir
    private Path folder;

    @Test
    void whatWasKeptIsThereAfterARestart() {
        new LatencyArchive(folder).keep(1_050, SOME);
        assertEquals(SOME, new LatencyArchive(folder).around(1_050));
    }

    @Test
    void aChangeOfWhichNothingWasKeptHasNoLatency() {
        assertEquals(List.of(), new LatencyArchive(folder.resolve("none")).around(1));
    }

    @Test
    void aDamagedFileIsAsGoodAsNone() throws IOException {
        Files.writeString(folder.resolve("5.json"), "[[1,2,");
        assertEquals(List.of(), new LatencyArchive(folder).around(5));
    }

    @Test
    void onlyTheLastFiftyAreKept() throws IOException {
        LatencyArchive archive = new LatencyArchive(folder);
        for (long began = 100; began < 160; began++) {
            archive.keep(began, SOME);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(50, files.count());
        }
        assertEquals(List.of(), archive.around(100));
        assertEquals(SOME, archive.around(159));
    }
}
