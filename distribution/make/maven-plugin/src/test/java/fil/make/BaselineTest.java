package fil.make;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    private Path folder;

    @Test
    void otherBytesUnderThePublishedVersionAreNamed() throws IOException {
        Path published = feature("published", bundle("web", "1.0.0", "aa"), bundle("old", "1.0.0", "bb"));
        Path same = feature("same", bundle("web", "1.0.0", "aa"), bundle("new", "1.0.0", "cc"));
        Path raised = feature("raised", bundle("web", "1.0.1", "dd"));
        Path changed = feature("changed", bundle("web", "1.0.0", "dd"), bundle("old", "1.0.0", "bb"));
        Baseline baseline = Baseline.of(published);
        assertEquals(List.of(), baseline.changed(same));
        assertEquals(List.of(), baseline.changed(raised));
        assertEquals(
                List.of("web 1.0.0 has other bytes than the one that was published: give it a new version"),
                baseline.changed(changed));
    }

    private Path feature(String name, String... bundles) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"bundles\":[" + String.join(",", bundles) + "]}");
    }

    private static String bundle(String name, String version, String sha256) {
        return "{\"bundle\":\"" + name + "\",\"version\":\"" + version + "\",\"sha256\":\"" + sha256 + "\"}";
    }
}
